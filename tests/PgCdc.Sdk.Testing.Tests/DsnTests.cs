using Npgsql;

namespace PgCdc.Sdk.Testing.Tests;

public sealed class DsnTests
{
    [Theory]
    [InlineData("postgres://postgres:postgrespw@localhost:5432/test", "Host=localhost;Port=5432;Database=test;Username=postgres;Password=postgrespw")]
    [InlineData("postgresql://localhost", "Host=localhost")]
    [InlineData("  POSTGRES://h/d  ", "Host=h;Database=d")]
    [InlineData("postgres://u@h", "Host=h;Username=u")]
    [InlineData("postgres:///d?host=/tmp/socket", "Database=d;Host=/tmp/socket")]
    [InlineData("postgres://a%40b:p%3A%2F%25w@h/my%20db", "Host=h;Database=my db;Username=a@b;Password=p:/%w")]
    [InlineData("postgres://u:p@w@h", "Host=h;Username=u;Password=p@w")]
    [InlineData("postgres://u:p:w+x@h", "Host=h;Username=u;Password=p:w+x")]
    [InlineData("postgres://[::1]:5433/d", "Host=::1;Port=5433;Database=d")]
    [InlineData("postgres://a:5432,b:5433/d?target_session_attrs=read-write", "Host=a:5432,b:5433;Database=d;Target Session Attributes=read-write")]
    [InlineData("postgres://h/d?sslmode=verify-full&application_name=my%20app&connect_timeout=3", "Host=h;Database=d;SSL Mode=VerifyFull;Application Name=my app;Timeout=3")]
    [InlineData("host=h port=5433 dbname=d user=u password=p", "Host=h;Port=5433;Database=d;Username=u;Password=p")]
    [InlineData("host = h  password = 'it\\'s a \\\\ secret'", "Host=h;Password=it's a \\ secret")]
    [InlineData("password=p;w host=h sslmode=require", "Host=h;Password='p;w';SSL Mode=Require")]
    [InlineData("host=h password=", "Host=h")]
    [InlineData("Host=h;Port=5433;Database=d;Username=u;Password='p;w'", "Host=h;Port=5433;Database=d;Username=u;Password='p;w'")]
    [InlineData("Server=h;User Id=u;", "Host=h;Username=u")]
    [InlineData("Username=u", "Username=u")]
    public void Every_form_becomes_the_same_connection_string(string dsn, string expected) =>
        Assert.Equal(new NpgsqlConnectionStringBuilder(expected), new NpgsqlConnectionStringBuilder(Dsn.ToConnectionString(dsn)));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("   ", "empty")]
    [InlineData("mysql://u:s3cret@h/d", "another kind")]
    [InlineData("postgres://u:s3cret@h:port/d", "host and port")]
    [InlineData("postgres://u:s3cret@h:0/d", "host and port")]
    [InlineData("postgres://u:s3cret@h:65536/d", "host and port")]
    [InlineData("postgres://u:s3cret/more@h/d", "host and port")]
    [InlineData("postgres://u:s3cret%zz@h/d", "password has a '%'")]
    [InlineData("postgres://h/d?s3cret", "without '='")]
    [InlineData("postgres://h/d?s3cret=1", "not known")]
    [InlineData("postgres://h/d?sslmode=s3cret", "SSL Mode")]
    [InlineData("host=h s3cret", "setting 2")]
    [InlineData("host=h password='s3cret", "setting 2")]
    [InlineData("host=h password=my s3cret=1", "setting 3")]
    [InlineData("host=h port=s3cret", "Port")]
    [InlineData("Host=h;Port=s3cret;Database=d", "Npgsql")]
    [InlineData("Host=h;Pasword=s3cret", "Npgsql")]
    public void A_mistake_is_a_sentence_that_shows_no_value(string dsn, string expected)
    {
        FormatException mistake = Assert.Throws<FormatException>(() => Dsn.ToConnectionString(dsn));

        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", mistake.ToString(), StringComparison.Ordinal);
    }
}
