using PgCdc.Sdk.IntegrationTests.Infrastructure;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>What a model can say of a column is followed: a handler is given what EF itself reads, through the stream and through the log.</summary>
[Trait("Needs", "Postgres")]
public sealed class MappingTests(ServerFixture server)
{
    [Fact]
    public async Task Value_converters_are_followed()
    {
        await using var run = await ModelRun<ConvertedModel, ConvertedModel.Account>.CreateAsync(server.Server, ConvertedModelAccountDecoder.Instance);
        await run.AssertSeenAsStoredAsync(
            new ConvertedModel.Account
            {
                Id = new(Guid.NewGuid()),
                Parent = new(Guid.NewGuid()),
                Owner = new(7),
                Share = new(12.5m),
                IsOpen = true,
                Secret = "abc",
                Tone = ConvertedModel.Tone.VeryLoud,
                Shout = ConvertedModel.Tone.VeryLoud,
                Flag = true,
                Words = ["one", "two"],
                Number = 5,
                Seen = new DateTime(2026, 11, 23, 1, 2, 3, DateTimeKind.Utc),
                Doubled = 21,
                Site = new Uri("https://example.org/a"),
            },
            new ConvertedModel.Account { Id = new(Guid.Empty), Owner = new(-1), Secret = "" });

        var key = Assert.IsType<ConvertedModelAccountKey>(run.Recorded[0].Key);
        Assert.Contains($"\"Id\":{{\"Value\":\"{key.Id.Value}\"}}", run.Recorded[0].Row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Classes_in_json_columns_are_read_as_EF_reads_them()
    {
        await using var run = await ModelRun<JsonModel, JsonModel.Parcel>.CreateAsync(
            server.Server, JsonModelParcelDecoder.Instance, static npgsql => npgsql.ConfigureDataSource(static source => source.EnableDynamicJson()));
        var sender = JsonModel.Person.Of("Ada", new DateOnly(1815, 12, 10));
        sender.Weight = JsonModel.Weight.Heavy;
        sender.Home = new() { City = "London", Distance = 1.50m };
        sender.Others = [new() { City = null, Distance = 2 }, new() { City = "Zürich" }];
        await run.AssertSeenAsStoredAsync(
            new JsonModel.Parcel
            {
                Choices = new("de", [1, 2], new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc)),
                Plain = new("en", [], null),
                Scores = new() { ["a"] = 1, ["b"] = 2 },
                Sender = sender,
                Stops = [new() { City = "A", Distance = 3 }, new() { City = "B" }],
                Size = new(3, 4) { Where = new() { City = "here" } },
                Marks = [new("x", TimeSpan.FromMinutes(90), [1, 2, 3])],
            },
            new JsonModel.Parcel { Size = new(0, 0) });
        Assert.Contains(run.Recorded, static change => change.Row!.Contains("\"Name\":\"Ada\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Owned_types_come_from_their_columns_and_what_lies_in_other_tables_is_left_alone()
    {
        await using var run = await ModelRun<OwnedModel, OwnedModel.House>.CreateAsync(server.Server, OwnedModelHouseDecoder.Instance);
        await run.AssertSeenAsStoredAsync(
            new OwnedModel.House
            {
                Address = new OwnedModel.Address { City = "Bern", Street = "Gasse 1", Zip = new(3000) }.At(46.9, 7.4),
                Owner = new("Eva") { Nick = "E" },
            },
            new OwnedModel.House { Address = new() { City = "Basel", Zip = new(4000) }, Owner = new("Max") },
            new OwnedModel.House { Owner = new("Kim") });

        Assert.All(run.Recorded, static change => Assert.Equal(["Plan", "Rooms", "Keys"], change.NotSent));
        Assert.All(run.Recorded, static change => Assert.Contains("\"Rooms\":[],\"Keys\":[]", change.Row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Complex_types_come_from_their_columns_nested_and_optional()
    {
        await using var run = await ModelRun<ComplexModel, ComplexModel.Sale>.CreateAsync(server.Server, ComplexModelSaleDecoder.Instance);
        await run.AssertSeenAsStoredAsync(
            new ComplexModel.Sale
            {
                Price = new(12.34m, "CHF"),
                Discount = new(1, "CHF"),
                Buyer = new("Eva") { Address = new() { City = "Bern", Street = "Gasse 1" } },
                Extra = new() { Text = "good", Stars = 5 },
            },
            new ComplexModel.Sale { Price = new(0, "EUR"), Buyer = new("Max") { Address = new() { City = "Basel" } } });

        // With the old row in full, a structure has changed only where one of its columns has.
        await run.Database.ExecuteAsync("UPDATE \"Sales\" SET city = 'Thun' WHERE \"Id\" = 1; DELETE FROM \"Sales\" WHERE \"Id\" = 2");
        await run.CaughtUpAsync();
        Assert.Equal(["Buyer"], run.Recorded[^2].Changed);
        Assert.Contains("\"City\":\"Bern\"", run.Recorded[^2].Before, StringComparison.Ordinal);
        Assert.Contains("\"City\":\"Basel\"", run.Recorded[^1].Row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_from_attributes_the_model_and_conventions_are_followed()
    {
        await using var run = await ModelRun<NamedModel, NamedModel.LateOrder>.CreateAsync(server.Server, NamedModelLateOrderDecoder.Instance);
        Assert.Equal(
            ["By \"Model\"", "by.attribute", "late_order_id", "order_number", "promised_for", "street_name"],
            (await run.Database.ListAsync<string>("SELECT attname::text FROM pg_attribute WHERE attrelid = '\"Shop Floor\".late_orders'::regclass AND attnum > 0"))
                .Order(StringComparer.Ordinal));
        await run.AssertSeenAsStoredAsync(new NamedModel.LateOrder
        {
            OrderNumber = 5,
            ByAttribute = "a",
            ByModel = "m",
            PromisedFor = new(2026, 12, 24),
            SentTo = new() { StreetName = "Gasse" },
        });
    }

    [Fact]
    public async Task Column_types_that_the_model_names_are_read()
    {
        await using var run = await ModelRun<ColumnTypesModel, ColumnTypesModel.Everything>.CreateAsync(
            server.Server, ColumnTypesModelEverythingDecoder.Instance, before: "CREATE EXTENSION citext");
        await run.AssertSeenAsStoredAsync(
            new ColumnTypesModel.Everything
            {
                Small = -3,
                AnyCase = "MiXed",
                Code = "code",
                Fixed = "12345678",
                Document = System.Text.Json.JsonDocument.Parse("""{"a":[1]}"""),
                Local = new DateTime(2026, 1, 2, 3, 4, 5),
                Day = new(2026, 2, 3),
                Exact = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
                Clock = new(1, 2, 3),
                Length = TimeSpan.FromHours(30),
                Numbers = [1, long.MaxValue],
                Words = ["a", null],
                Moods = [ColumnTypesModel.Mood.VeryHappy],
                Names = [ColumnTypesModel.Mood.VeryHappy, ColumnTypesModel.Mood.Sad],
                Limited = "five5",
                Rounded = 1234.56m,
                Wide = 123456789.123456m,
                Ratio = 0.5f,
            },
            new ColumnTypesModel.Everything());
    }

    [Fact]
    public async Task A_row_version_that_is_a_system_column_is_not_sent_and_another_token_is_a_column()
    {
        await using var run = await ModelRun<VersionedModel, VersionedModel.Page>.CreateAsync(server.Server, VersionedModelPageDecoder.Instance);
        var stamp = Guid.NewGuid();
        await run.StartAsync();
        await run.WithContextAsync(async context =>
        {
            var page = new VersionedModel.Page { Text = "a", Stamp = stamp };
            context.Add(page);
            await context.SaveChangesAsync();
            page.Text = "b";
            await context.SaveChangesAsync();
        });
        await run.CaughtUpAsync();
        await run.LoseSlotAsync();
        await run.TouchAsync();
        await run.StartAsync();
        await run.CaughtUpAsync();

        Assert.Equal(
            [
                $$"""Insert {"Id":1,"Version":0,"Stamp":"{{stamp}}","Text":"a"} Version""",
                $$"""Update {"Id":1,"Version":0,"Stamp":"{{stamp}}","Text":"b"} Version""",
                $$"""Update {"Id":1,"Version":0,"Stamp":"{{stamp}}","Text":"b"} Version""",
            ],
            run.Recorded.Select(static change => $"{change.Operation} {change.Row} {string.Join(',', change.NotSent)}"));
    }

    [Fact]
    public async Task Decoders_of_the_users_count_for_more_than_the_model_and_a_propertys_own_for_the_most()
    {
        await using var run = await ModelRun<ChosenModel, ChosenModel.Shirt>.CreateAsync(
            server.Server,
            ChosenModelShirtDecoder.Instance,
            builder: static cdc => cdc.DecodeWith(new ChosenModel.TintedDecoder(green: 7)),
            before: "CREATE DOMAIN color_text AS text CHECK (VALUE LIKE '(%)')");
        await run.StartAsync();
        await run.Database.ExecuteAsync("INSERT INTO \"Shirts\" (\"Color\", \"Lining\") VALUES ('(1,2,3)', 9), ('(4,5,6)', NULL)");
        await run.CaughtUpAsync();

        Assert.Equal(
            [
                """{"Id":1,"Color":{"Red":1,"Green":2,"Blue":255},"Lining":{"Red":9,"Green":7,"Blue":0}}""",
                """{"Id":2,"Color":{"Red":4,"Green":5,"Blue":255},"Lining":null}""",
            ],
            run.Rows(ChangeOperation.Insert, ChangeOrigin.Stream));
    }
}
