using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace QuickStart.Shop;

/// <summary>What <c>dotnet ef migrations add</c> asks for the model; it connects nowhere.</summary>
internal sealed class ShopContextFactory : IDesignTimeDbContextFactory<ShopContext>
{
    public ShopContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<ShopContext>();
        options.UseShop("Host=localhost;Database=shop");
        return new ShopContext(options.Options);
    }
}
