import ArgumentParser
import RedstartConfiguration
import RedstartDiagnostics
import RedstartSession

/// Options of every command that runs queries.
struct EngineOptions: ParsableArguments {
  @Option(help: "Threads that run queries (default: one a core).")
  var threads: Int?

  @Option(help: "Most memory that queries may hold, such as 2g or 512m (default: 70 % of the machine).")
  var memory: String?

  @Option(help: "Folder of managed tables (default: ./spark-warehouse).")
  var warehouse: String?

  @Option(name: .customLong("conf"), help: "A configuration key and value, such as spark.sql.session.timeZone=UTC; repeatable.")
  var configuration: [String] = []

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads takes a number of at least 1.") }
    if let memory, Self.bytes(memory) == nil {
      throw ValidationError("--memory takes a size such as 2g, 512m or 1073741824, not \"\(memory)\".")
    }
    for pair in configuration where !pair.contains("=") {
      throw ValidationError("--conf takes key=value, not \"\(pair)\".")
    }
  }

  /// The `--conf` settings as pairs.
  var startupConfiguration: [String: String] {
    var settings: [String: String] = [:]
    for pair in configuration {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      settings[String(parts[0])] = String(parts[1])
    }
    return settings
  }

  func sharedState() -> SharedState {
    SharedState(threads: threads, memoryLimit: memory.flatMap(Self.bytes), warehouse: warehouse)
  }

  func session(_ shared: SharedState) throws -> Session {
    try Session(shared, configuration: try SessionConfiguration(startup: startupConfiguration))
  }

  /// `2g` as bytes.
  static func bytes(_ text: String) -> Int? {
    let units: [Character: Int] = ["k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40]
    var digits = text.lowercased()
    if digits.hasSuffix("b") { digits.removeLast() }
    guard let last = digits.last else { return nil }
    let unit = units[last]
    if unit != nil { digits.removeLast() }
    guard let number = Int(digits), number > 0 else { return nil }
    let (size, overflow) = number.multipliedReportingOverflow(by: unit ?? 1)
    return overflow ? nil : size
  }
}
