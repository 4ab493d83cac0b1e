import ArgumentParser
import Foundation
import RedstartDiagnostics
import RedstartExecution
import RedstartSession
import RedstartSyntax

/// `redstart sql`: statements from the command line, a file, a pipe or a prompt.
struct SQLCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql", abstract: "Run SQL: from -e, from a file, from standard input, or at a prompt.",
    discussion: """
      Files are tables: SELECT * FROM parquet.`data/*.parquet`, csv.`flights.csv`.
      At the prompt a statement ends with ; and may take several lines. Ctrl-C cancels the running query, Ctrl-D leaves.

        redstart sql -e "SELECT 1 + 1"
        redstart sql -f report.sql --output csv > report.csv
      """)

  @Option(name: .shortAndLong, help: "Statements to run, separated by semicolons.")
  var execute: String?

  @Option(name: .shortAndLong, help: "A file of statements to run.")
  var file: String?

  @Option(name: .shortAndLong, help: "How results are printed: table, csv or json (one object a line).")
  var output: OutputFormat = .table

  @Flag(help: "Print how long each statement took, to standard error.")
  var timing = false

  @OptionGroup var engine: EngineOptions

  func validate() throws {
    if execute != nil, file != nil { throw ValidationError("Give either -e or -f, not both.") }
  }

  func run() async throws {
    let runner = StatementRunner(session: try engine.session(engine.sharedState()), format: output, timing: timing)
    let interrupts = runner.interrupts()
    defer { interrupts.cancel() }
    if let text = try script() {
      guard runner.runScript(text) else { throw ExitCode.failure }
    } else {
      Prompt(runner).loop()
    }
  }

  /// The statements to run, unless somebody sits at a terminal.
  private func script() throws -> String? {
    if let execute { return execute }
    if let file {
      guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
        throw ValidationError("The file \"\(file)\" cannot be read.")
      }
      return text
    }
    if isatty(STDIN_FILENO) == 1 { return nil }
    return String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
  }
}
