import ArgumentParser
import Foundation
import RedstartDiagnostics
import RedstartSession

/// `redstart demo`: from raw CSVs to a trained and evaluated decision tree, in this process.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Predict late flights: from raw CSVs to a trained and evaluated decision tree.",
    discussion: """
      Reads the 336,776 flights that left New York City in 2013 with their weather and planes, looks at them, cleans and joins
      them, trains a decision tree on January to September, and tests it on October to December. At the end it writes a page about the
      tree, flight_delays.html. The same program for any Spark client is Examples/flight_delays.py; it prints the same numbers.
      """)

  @Option(help: "Folder of the CSV files (default: Examples/data, looked for here and above the program).")
  var data: String?

  @Option(help: "Folder for the predictions and the page.")
  var out = "out"

  @Flag(help: "Predict before departure, without the delay at the gate.")
  var before = false

  @Option(help: "Depth of the tree.")
  var depth = 5

  @OptionGroup var engine: EngineOptions

  func run() throws {
    guard let folder = data ?? Self.findData() else {
      throw ValidationError("There is no folder Examples/data here. Name the folder of the CSV files with --data.")
    }
    let demo = FlightDelays(
      session: try engine.session(engine.sharedState()), folder: folder, out: out, usesDepartureDelay: !before, depth: depth)
    do {
      try demo.run()
    } catch let error as SparkError {
      FileHandle.standardError.write(Data((error.message + "\n").utf8))
      throw ExitCode.failure
    }
  }

  /// `Examples/data` in the current folder, or in one above the program.
  private static func findData() -> String? {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    var folders = [FileManager.default.currentDirectoryPath]
    var folder = program.deletingLastPathComponent()
    while folder.path != "/" {
      folders.append(folder.path)
      folder = folder.deletingLastPathComponent()
    }
    return folders.map { $0 + "/Examples/data" }.first { FileManager.default.fileExists(atPath: $0 + "/flights.csv.gz") }
  }
}
