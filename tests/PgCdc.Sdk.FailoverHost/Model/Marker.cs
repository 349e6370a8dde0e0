using System.ComponentModel.DataAnnotations;

namespace PgCdc.Sdk.FailoverHost.Model;

/// <summary>Written as the last row of every transaction: that the transaction was committed, and how much there is of it.</summary>
[CaptureChanges]
public sealed class Marker : ICapturedRow
{
    [Key]
    public required Guid Tx { get; set; }

    /// <summary>The transaction's other changes. A changed key counts twice: a row went and a row came.</summary>
    public required int Changes { get; set; }

    int ICapturedRow.Version => 1;

    string ICapturedRow.Text => RowText.Of(Tx, 1);
}
