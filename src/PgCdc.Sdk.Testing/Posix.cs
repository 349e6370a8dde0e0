using System.Runtime.InteropServices;

namespace PgCdc.Sdk.Testing;

/// <summary>The few calls of POSIX that .NET does not offer.</summary>
internal static partial class Posix
{
    private const int NoSuchProcess = 3;

    public const int SigInt = 2;
    public const int SigQuit = 3;
    public const int SigKill = 9;
    public const int SigTerm = 15;

    // The two numbers that differ between Linux and the BSD family.
    public static int SigStop { get; } = OperatingSystem.IsLinux() ? 19 : 17;

    public static int SigCont { get; } = OperatingSystem.IsLinux() ? 18 : 19;

    /// <summary>Sends a signal; <see langword="false"/> if there is no such process any more.</summary>
    public static bool Signal(int processId, int signal)
    {
        if (Kill(processId, signal) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess
            ? false
            : throw new PostgresServerException(
                $"Signal {signal} could not be sent to process {processId}: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    /// <summary>Gives one file or folder to a user.</summary>
    public static void Own(string path, uint userId, uint groupId)
    {
        if (ChangeOwner(path, userId, groupId) != 0)
        {
            throw new PostgresServerException(
                $"The owner of {path} could not be set to user {userId}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(string path, uint userId, uint groupId);
}
