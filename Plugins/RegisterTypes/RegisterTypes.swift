import PackagePlugin

/// Lists the files of a module's `Registered/` folders into one array of types, before the module is compiled.
@main
struct RegisterTypes: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let module = target.sourceModule else { return [] }
    let files = module.sourceFiles(withSuffix: "swift").map(\.url).filter {
      $0.deletingLastPathComponent().lastPathComponent == "Registered"
    }.sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "Registered.swift")
    return [
      .buildCommand(
        displayName: "Listing the registered types of \(target.name)",
        executable: try context.tool(named: "registry-generator").url,
        arguments: [output.path] + files.map { $0.deletingPathExtension().lastPathComponent },
        inputFiles: files, outputFiles: [output])
    ]
  }
}
