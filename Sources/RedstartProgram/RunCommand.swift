import ArgumentParser
import Foundation
import RedstartConfiguration
import RedstartConnectServer
import RedstartDiagnostics
import RedstartSession

/// `redstart run`: a program against a server of its own, or a file of SQL.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a PySpark program (or a .sql file) with an engine of its own.",
    discussion: """
      Starts a server on a free port of this machine, runs the program with SPARK_REMOTE pointing at it, and stops the server
      when the program ends. The program needs no change: SparkSession.builder.getOrCreate() finds the server.

        redstart run job.py --input data/
        redstart run report.sql
      """)

  @OptionGroup var engine: EngineOptions

  @Option(help: "The Python interpreter to use.")
  var python = "python3"

  @Argument(help: "The program, and after it the program's own arguments.")
  var file: String

  @Argument(parsing: .captureForPassthrough, help: .hidden)
  var arguments: [String] = []

  func run() async throws {
    guard FileManager.default.isReadableFile(atPath: file) else {
      throw ValidationError("The file \"\(file)\" cannot be read.")
    }
    if file.hasSuffix(".sql") {
      let runner = StatementRunner(session: try engine.session(engine.sharedState()), format: .table, timing: false)
      let interrupts = runner.interrupts()
      defer { interrupts.cancel() }
      guard runner.runScript(try String(contentsOfFile: file, encoding: .utf8)) else { throw ExitCode.failure }
      return
    }
    throw ExitCode(try await runProgram())
  }

  /// The program's exit code.
  private func runProgram() async throws -> Int32 {
    let shared = engine.sharedState()
    let settings = engine.startupConfiguration
    var options = ConnectServer.Options()
    options.port = 0
    let server = ConnectServer(options: options) { user in
      try Session(
        shared, configuration: try SessionConfiguration(startup: settings), user: user.isEmpty ? NSUserName() : user)
    }
    let (ports, port) = AsyncStream<Int>.makeStream()
    let running = Task { try await server.run { port.yield($0) } }
    defer { running.cancel() }
    guard let number = await ports.first(where: { _ in true }) else { throw SparkError.internal("the server did not start") }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python, file] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["SPARK_REMOTE": "sc://127.0.0.1:\(number)"]) { $1 }
    // Ctrl-C reaches the program itself, which cancels its query; the server outlives it.
    signal(SIGINT, SIG_IGN)
    try process.run()
    return await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        process.waitUntilExit()
        continuation.resume(returning: process.terminationStatus)
      }
    }
  }
}
