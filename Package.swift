// swift-tools-version:6.2
import Foundation
import PackageDescription

// Every module of Redstart stands on a floor (docs/floors.tsv) and imports only what lies below it. A module is declared here
// once and becomes a target when its folder exists; its tests likewise.
struct Module {
  var name: String
  var dependencies: [String]
  var products: [Target.Dependency] = []
  /// Files that become part of the code, as bytes.
  var embedded: [String] = []
  /// Whether files in `Registered/` folders are listed by the build plugin.
  var registers = false
  /// What the tests need besides, from whatever floor.
  var testDependencies: [String] = []
}

let columns = ["Diagnostics", "Memory", "Types", "Columnar"]
let plans = columns + ["Kernels", "Connectors", "LogicalPlan"]
let grpc: [Target.Dependency] = [
  .product(name: "GRPCCore", package: "grpc-swift-2"),
  .product(name: "GRPCProtobuf", package: "grpc-swift-protobuf"),
  .product(name: "SwiftProtobuf", package: "swift-protobuf"),
]

/// Parser and functions: what a query in SQL text needs to be analysed.
let languageModules = [
  "Syntax", "OperatorFunctions", "StringFunctions", "MathFunctions", "DateTimeFunctions", "CollectionFunctions",
  "SemiStructuredFunctions",
  "AggregateFunctions", "WindowFunctions",
]

let modules: [Module] = [
  // Floor 0
  Module(name: "ConnectProtocol", dependencies: [], products: grpc),
  Module(name: "Diagnostics", dependencies: []),
  Module(name: "Memory", dependencies: []),
  Module(name: "Codecs", dependencies: ["Diagnostics", "Memory"], products: ["CCodecs"]),
  // Floor 1
  Module(name: "Types", dependencies: ["Diagnostics"]),
  Module(name: "Columnar", dependencies: ["Diagnostics", "Memory", "Types"]),
  Module(name: "Kernels", dependencies: columns),
  Module(name: "ArrowFormat", dependencies: columns + ["Codecs"]),
  // Floor 2
  Module(name: "Configuration", dependencies: ["Diagnostics"]),
  Module(name: "Connectors", dependencies: columns),
  Module(name: "LogicalPlan", dependencies: columns + ["Kernels", "Connectors"]),
  Module(name: "Syntax", dependencies: plans),
  Module(name: "Catalog", dependencies: plans + ["Configuration"]),
  // Floor 3
  Module(name: "Evaluation", dependencies: plans),
  Module(name: "OperatorFunctions", dependencies: plans, registers: true),
  Module(name: "StringFunctions", dependencies: plans, products: ["CPCRE2"], registers: true),
  Module(name: "MathFunctions", dependencies: plans, registers: true),
  Module(name: "DateTimeFunctions", dependencies: plans, registers: true),
  Module(name: "CollectionFunctions", dependencies: plans, registers: true),
  Module(name: "SemiStructuredFunctions", dependencies: plans, registers: true),
  // Its tests run the functions of every family through parser, analyzer and evaluator.
  Module(name: "WindowFunctions", dependencies: plans, registers: true),
  Module(
    name: "AggregateFunctions", dependencies: plans, registers: true,
    testDependencies: languageModules + ["Configuration", "Catalog", "Evaluation", "Analyzer"]),
  Module(name: "Analyzer", dependencies: plans + ["Catalog", "Evaluation"], testDependencies: languageModules),
  Module(
    name: "Optimizer", dependencies: plans + ["Catalog", "Evaluation", "Analyzer"],
    testDependencies: languageModules + ["ParquetSource"]),
  // Floor 4
  Module(name: "Execution", dependencies: plans + ["Evaluation"]),
  Module(name: "PhysicalPlanner", dependencies: plans + ["Evaluation", "Execution"]),
  Module(name: "RDD", dependencies: ["Kernels", "Diagnostics", "Memory", "Codecs", "Connectors", "Analyzer", "Execution"]),
  // Floor 5
  Module(name: "CSVSource", dependencies: columns + ["Connectors", "Codecs", "Kernels"]),
  Module(name: "ParquetSource", dependencies: columns + ["Connectors", "Codecs"], products: ["CCodecs"]),
  Module(name: "TextSource", dependencies: columns + ["Connectors", "Codecs"]),
  // Floor 6
  Module(
    name: "Session",
    dependencies: plans + [
      "Configuration", "Syntax", "Catalog", "Evaluation", "OperatorFunctions", "StringFunctions", "MathFunctions",
      "DateTimeFunctions", "CollectionFunctions", "SemiStructuredFunctions", "AggregateFunctions", "WindowFunctions", "Analyzer",
      "Optimizer", "Execution",
      "PhysicalPlanner", "CSVSource", "ParquetSource", "TextSource", "ArrowFormat",
    ]),
  // Floor 7
  // Its tests check every stage of the ML modules by the same rules.
  Module(
    name: "MLCore", dependencies: plans + ["Execution", "Session"],
    testDependencies: ["MLFeatures", "MLTrees", "MLEvaluation", "ParquetSource"]),
  Module(name: "MLFeatures", dependencies: plans + ["AggregateFunctions", "Execution", "Session", "MLCore"], registers: true),
  Module(name: "MLTrees", dependencies: plans + ["Execution", "Session", "MLCore"], registers: true),
  Module(name: "MLEvaluation", dependencies: plans + ["Execution", "Session", "MLCore"], registers: true),
  Module(
    name: "MLTuning", dependencies: plans + ["Execution", "Session", "MLCore"], registers: true,
    testDependencies: ["MLFeatures", "MLTrees", "MLEvaluation"]),
  Module(
    name: "MLReport", dependencies: plans + ["Execution", "Session", "MLCore", "MLFeatures", "MLTrees", "MLEvaluation"],
    embedded: ["Page/report.css", "Page/report.js"]),
  // Floor 8
  Module(name: "ConnectMessages", dependencies: ["Diagnostics", "Types", "ConnectProtocol"]),
  Module(
    name: "ConnectClient", dependencies: columns + ["ArrowFormat", "ConnectProtocol", "ConnectMessages"],
    products: grpc + [.product(name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport")]),
  // Floor 9
  Module(
    name: "ConnectServer",
    dependencies: plans + [
      "Configuration", "Catalog", "Syntax", "AggregateFunctions", "Session", "Execution", "ArrowFormat", "Codecs", "MLCore",
      "MLFeatures", "MLTrees", "MLEvaluation", "ConnectProtocol", "ConnectMessages",
    ],
    products: grpc + [.product(name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport")]),
  // Floor 10: the public library, `Redstart` alone by name.
  Module(
    name: "",
    dependencies: columns + [
      "Configuration", "Kernels", "Connectors", "LogicalPlan", "Execution", "RDD", "Session", "MLCore", "ArrowFormat",
      "ConnectProtocol", "ConnectMessages", "ConnectClient", "ConnectServer",
    ]),
]

let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"), .treatAllWarnings(as: .error),
]
let root = URL(filePath: #filePath).deletingLastPathComponent()

func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: root.appending(path: path).path) }

// REDSTART_ONLY=<Module> declares that module, what it needs and its tests alone: quick builds of one floor.
func wantedModules() -> [Module] {
  guard let only = Context.environment["REDSTART_ONLY"] else { return modules }
  var names: Set<String> = []
  func add(_ name: String) {
    guard names.insert(name).inserted, let module = modules.first(where: { $0.name == name }) else { return }
    module.dependencies.forEach(add)
    if name == only { module.testDependencies.forEach(add) }
  }
  add(only)
  return modules.filter { names.contains($0.name) }
}

func targets() -> [Target] {
  let wanted = wantedModules().filter { exists("Sources/Redstart\($0.name)") }
  var result: [Target] = [
    .systemLibrary(name: "CCodecs"),
    .systemLibrary(name: "CPCRE2"),
    .systemLibrary(name: "CLineEditor"),
    .executableTarget(name: "registry-generator", swiftSettings: swiftSettings),
    .plugin(name: "RegisterTypes", capability: .buildTool(), dependencies: ["registry-generator"]),
  ]
  for module in wanted {
    let name = "Redstart" + module.name
    let modules = module.dependencies.filter { exists("Sources/Redstart\($0)") }.map {
      Target.Dependency.target(name: "Redstart" + $0)
    }
    // Generated code keeps its own style and warnings.
    let settings: [SwiftSetting] = module.name == "ConnectProtocol" ? [.swiftLanguageMode(.v6)] : swiftSettings
    result.append(
      .target(
        name: name, dependencies: modules + module.products, resources: module.embedded.map { .embedInCode($0) },
        swiftSettings: settings,
        plugins: module.registers ? ["RegisterTypes"] : []))
    if exists("Tests/\(name)Tests") {
      result.append(
        .testTarget(
          name: name + "Tests",
          dependencies: modules + [.target(name: name)]
            + module.testDependencies.filter {
              exists("Sources/Redstart\($0)") && !module.dependencies.contains($0) && $0 != module.name
            }
            .map { .target(name: "Redstart" + $0) },
          resources: exists("Tests/\(name)Tests/Fixtures") ? [.copy("Fixtures")] : [],
          swiftSettings: swiftSettings))
    }
  }
  if Context.environment["REDSTART_ONLY"] == nil, exists("Sources/RedstartProgram") {
    result.append(
      .executableTarget(
        name: "RedstartProgram",
        dependencies: (wanted.map { .target(name: "Redstart" + $0.name) })
          + ["CLineEditor", .product(name: "ArgumentParser", package: "swift-argument-parser")],
        swiftSettings: swiftSettings))
  }
  if Context.environment["REDSTART_ONLY"] == nil, exists("Examples/FlightDelays") {
    // The example is a package of its own as well, for those who copy it.
    result.append(
      .executableTarget(
        name: "FlightDelays", dependencies: ["Redstart"], path: "Examples/FlightDelays/Sources/FlightDelays",
        swiftSettings: swiftSettings))
  }
  if Context.environment["REDSTART_BENCH"] != nil, wanted.contains(where: { $0.name == "RDD" }) {
    result.append(
      .executableTarget(
        name: "rdd-benchmark", dependencies: ["RedstartRDD", "RedstartMemory"], path: "Benchmarks/RDD",
        swiftSettings: swiftSettings))
  }
  return result
}

let needsNetwork = wantedModules().contains { $0.name == "ConnectProtocol" }

// The program and the library differ in case only: file systems that ignore it need another name for the program's target.
let products: [Product] =
  Context.environment["REDSTART_ONLY"] == nil
  ? [.executable(name: "redstart", targets: ["RedstartProgram"]), .library(name: "Redstart", targets: ["Redstart"])] : []

let package = Package(
  name: "redstart",
  platforms: [.macOS(.v15)],
  products: products,
  dependencies: needsNetwork
    ? [
      .package(url: "https://github.com/grpc/grpc-swift-2", exact: "2.4.3"),
      .package(url: "https://github.com/grpc/grpc-swift-nio-transport", exact: "2.9.2"),
      .package(url: "https://github.com/grpc/grpc-swift-protobuf", exact: "2.4.1"),
      .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0", traits: []),
      .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    ] : [],
  targets: targets()
)
