// Writes the list of a module's registered types: the first argument is the file to write, the others are type names.
// The module itself declares `typealias RegisteredType = …`, the protocol that all of them conform to.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

let names = CommandLine.arguments.dropFirst(2)
var text = "/// The types of the files in `Registered/`.\nenum Registered {\n  static let types: [any RegisteredType.Type] = [\n"
for name in names { text += "    \(name).self,\n" }
text += "  ]\n}\n"
guard CommandLine.arguments.count > 1, let file = fopen(CommandLine.arguments[1], "w") else { exit(1) }
fputs(text, file)
fclose(file)
