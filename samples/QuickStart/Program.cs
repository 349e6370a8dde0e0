using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PgCdc.Sdk;
using QuickStart.Demo;
using QuickStart.Shop;

return await DemoRun.RunAsync(args, settings =>
{
    var builder = Host.CreateApplicationBuilder();
    builder.Services.AddDbContext<ShopContext>(options => options.UseShop(settings.ConnectionString));
    builder.Services.AddPgCdc("quickstart", cdc => settings.Apply(cdc
        .StreamFrom(settings.ConnectionString)
        .CheckpointTo<ShopContext>()
        .AddGeneratedHandlers()));
    return builder;
});
