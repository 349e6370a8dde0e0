using Microsoft.Extensions.Options;

namespace PgCdc.Sdk;

/// <summary>The options' data annotations, checked by generated code: no reflection.</summary>
[OptionsValidator]
internal sealed partial class PgCdcOptionsValidator : IValidateOptions<PgCdcOptions>;
