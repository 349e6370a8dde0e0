using Microsoft.EntityFrameworkCore;

namespace QuickStart.Shop;

internal static class ShopOptions
{
    public const string Publication = "test_publication";

    public static DbContextOptionsBuilder UseShop(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString).UsePgCdc(cdc => cdc.Publication(Publication));
}
