// swift-tools-version:6.1
import PackageDescription

// Every module of Redstart stands on a floor (docs/floors.tsv) and imports only what lies below it.
let swiftSettings: [SwiftSetting] = [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]

func module(_ name: String, _ dependencies: [Target.Dependency], plugins: [Target.PluginUsage] = []) -> Target {
  .target(name: "Redstart" + name, dependencies: dependencies, swiftSettings: swiftSettings, plugins: plugins)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "Redstart\(name)Tests", dependencies: [.target(name: "Redstart" + name)] + dependencies,
    swiftSettings: swiftSettings)
}

let diagnostics: Target.Dependency = "RedstartDiagnostics"
let columns: [Target.Dependency] = ["RedstartDiagnostics", "RedstartMemory", "RedstartTypes", "RedstartColumnar"]

let package = Package(
  name: "redstart",
  platforms: [.macOS(.v15)],
  targets: [
    .systemLibrary(name: "CCodecs"),
    module("Diagnostics", []),
    module("Memory", []),
    module("Types", [diagnostics]),
    module("Columnar", [diagnostics, "RedstartMemory", "RedstartTypes"]),
    module("Codecs", [diagnostics, "RedstartMemory", "CCodecs"]),
    module("ArrowFormat", columns + ["RedstartCodecs"]),
    module("Connectors", columns),
    module("CSVSource", columns + ["RedstartConnectors", "RedstartCodecs"]),
    module("ParquetSource", columns + ["RedstartConnectors", "RedstartCodecs"]),
  ]
)
