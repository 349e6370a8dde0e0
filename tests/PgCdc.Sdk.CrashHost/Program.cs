Console.Error.WriteLine("The crash tests start this program.");
return 2;
