using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

#nullable disable

namespace QuickStart.Migrations
{
    /// <inheritdoc />
    public partial class Capture : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "pgcdc");

            migrationBuilder.AlterDatabase()
                .Annotation("PgCdc:Schema", "{\"v\":1,\"publication\":\"test_publication\",\"checkpoints\":true}");

            migrationBuilder.CreateTable(
                name: "CustomerCards",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CustomerCards", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Customers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Customers", x => x.Id);
                })
                .Annotation("PgCdc:Capture", "{\"v\":1,\"table\":\"Customers\",\"log\":\"log_public_Customers\",\"publication\":\"test_publication\",\"columns\":[{\"name\":\"Id\",\"type\":\"bigint\",\"key\":true},{\"name\":\"Name\",\"type\":\"text\"}]}");

            migrationBuilder.CreateTable(
                name: "OrderCards",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    CustomerId = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Lines = table.Column<int>(type: "integer", nullable: false),
                    Total = table.Column<decimal>(type: "numeric", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OrderCards", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "checkpoint",
                schema: "pgcdc",
                columns: table => new
                {
                    consumer = table.Column<string>(type: "text", nullable: false),
                    lane = table.Column<int>(type: "integer", nullable: false),
                    slot_name = table.Column<string>(type: "text", nullable: false),
                    system_id = table.Column<string>(type: "text", nullable: false),
                    timeline = table.Column<int>(type: "integer", nullable: false),
                    history = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    lsn = table.Column<NpgsqlLogSequenceNumber>(type: "pg_lsn", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    slot_creations = table.Column<DateTimeOffset[]>(type: "timestamp with time zone[]", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("checkpoint_pkey", x => new { x.consumer, x.lane });
                });

            migrationBuilder.CreateTable(
                name: "checkpoint_base",
                schema: "pgcdc",
                columns: table => new
                {
                    consumer = table.Column<string>(type: "text", nullable: false),
                    lsn = table.Column<NpgsqlLogSequenceNumber>(type: "pg_lsn", nullable: false),
                    timeline = table.Column<int>(type: "integer", nullable: false),
                    snapshot = table.Column<string>(type: "text", nullable: false),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("checkpoint_base_pkey", x => new { x.consumer, x.lsn });
                });

            migrationBuilder.CreateTable(
                name: "handled",
                schema: "pgcdc",
                columns: table => new
                {
                    consumer = table.Column<string>(type: "text", nullable: false),
                    lane = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    lsn = table.Column<NpgsqlLogSequenceNumber>(type: "pg_lsn", nullable: false),
                    timeline = table.Column<int>(type: "integer", nullable: false),
                    xids = table.Column<long[]>(type: "bigint[]", nullable: false),
                    commit_lsns = table.Column<long[]>(type: "bigint[]", nullable: false),
                    log_sequences = table.Column<long[]>(type: "bigint[]", nullable: false),
                    logged_at = table.Column<long[]>(type: "bigint[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("handled_pkey", x => new { x.consumer, x.lane, x.version });
                });

            migrationBuilder.CreateTable(
                name: "Orders",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CustomerId = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Note = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Orders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Orders_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                })
                .Annotation("PgCdc:Capture", "{\"v\":1,\"table\":\"Orders\",\"log\":\"log_public_Orders\",\"publication\":\"test_publication\",\"columns\":[{\"name\":\"Id\",\"type\":\"bigint\",\"key\":true},{\"name\":\"CustomerId\",\"type\":\"bigint\"},{\"name\":\"Note\",\"type\":\"text\"},{\"name\":\"Status\",\"type\":\"integer\"}]}");

            migrationBuilder.CreateTable(
                name: "OrderLines",
                columns: table => new
                {
                    OrderId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Product = table.Column<string>(type: "text", nullable: false),
                    Quantity = table.Column<int>(type: "integer", nullable: false),
                    Price = table.Column<decimal>(type: "numeric", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OrderLines", x => new { x.OrderId, x.Number });
                    table.ForeignKey(
                        name: "FK_OrderLines_Orders_OrderId",
                        column: x => x.OrderId,
                        principalTable: "Orders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                })
                .Annotation("PgCdc:Capture", "{\"v\":1,\"table\":\"OrderLines\",\"log\":\"log_public_OrderLines\",\"publication\":\"test_publication\",\"identity\":\"full\",\"columns\":[{\"name\":\"OrderId\",\"type\":\"bigint\",\"key\":true},{\"name\":\"Number\",\"type\":\"integer\",\"key\":true},{\"name\":\"Price\",\"type\":\"numeric\"},{\"name\":\"Product\",\"type\":\"text\"},{\"name\":\"Quantity\",\"type\":\"integer\"}]}");

            migrationBuilder.CreateIndex(
                name: "IX_Orders_CustomerId",
                table: "Orders",
                column: "CustomerId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CustomerCards");

            migrationBuilder.DropTable(
                name: "OrderCards");

            migrationBuilder.DropTable(
                name: "OrderLines")
                .Annotation("PgCdc:Capture", "{\"v\":1,\"table\":\"OrderLines\",\"log\":\"log_public_OrderLines\",\"publication\":\"test_publication\",\"identity\":\"full\",\"columns\":[{\"name\":\"OrderId\",\"type\":\"bigint\",\"key\":true},{\"name\":\"Number\",\"type\":\"integer\",\"key\":true},{\"name\":\"Price\",\"type\":\"numeric\"},{\"name\":\"Product\",\"type\":\"text\"},{\"name\":\"Quantity\",\"type\":\"integer\"}]}");

            migrationBuilder.DropTable(
                name: "checkpoint",
                schema: "pgcdc");

            migrationBuilder.DropTable(
                name: "checkpoint_base",
                schema: "pgcdc");

            migrationBuilder.DropTable(
                name: "handled",
                schema: "pgcdc");

            migrationBuilder.DropTable(
                name: "Orders")
                .Annotation("PgCdc:Capture", "{\"v\":1,\"table\":\"Orders\",\"log\":\"log_public_Orders\",\"publication\":\"test_publication\",\"columns\":[{\"name\":\"Id\",\"type\":\"bigint\",\"key\":true},{\"name\":\"CustomerId\",\"type\":\"bigint\"},{\"name\":\"Note\",\"type\":\"text\"},{\"name\":\"Status\",\"type\":\"integer\"}]}");

            migrationBuilder.DropTable(
                name: "Customers")
                .Annotation("PgCdc:Capture", "{\"v\":1,\"table\":\"Customers\",\"log\":\"log_public_Customers\",\"publication\":\"test_publication\",\"columns\":[{\"name\":\"Id\",\"type\":\"bigint\",\"key\":true},{\"name\":\"Name\",\"type\":\"text\"}]}");

            migrationBuilder.AlterDatabase()
                .OldAnnotation("PgCdc:Schema", "{\"v\":1,\"publication\":\"test_publication\",\"checkpoints\":true}");
        }
    }
}
