using Microsoft.EntityFrameworkCore;

namespace QuickStart.Shop;

public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderLine> OrderLines => Set<OrderLine>();

    public DbSet<CustomerCard> CustomerCards => Set<CustomerCard>();

    public DbSet<OrderCard> OrderCards => Set<OrderCard>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Order>().HasOne<Customer>().WithMany().HasForeignKey(order => order.CustomerId);
        modelBuilder.Entity<OrderLine>().HasOne<Order>().WithMany().HasForeignKey(line => line.OrderId);
    }
}
