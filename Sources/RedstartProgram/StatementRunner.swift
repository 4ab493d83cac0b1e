import Dispatch
import Foundation
import RedstartDiagnostics
import RedstartExecution
import RedstartSession
import RedstartSyntax
import Synchronization

/// Runs statements for the command line: prints rows and errors, shows progress, and lets Ctrl-C cancel the query.
final class StatementRunner: Sendable {
  private let session: Session
  private let format: OutputFormat
  private let timing: Bool
  private let current = Mutex<CancellationToken?>(nil)

  init(session: Session, format: OutputFormat, timing: Bool) {
    self.session = session
    self.format = format
    self.timing = timing
  }

  /// While the source lives Ctrl-C cancels the running query; a second one, or one while nothing runs, ends the program.
  func interrupts() -> any DispatchSourceSignal {
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [self] in
      let running = current.withLock { $0 }
      guard let running, !running.isCancelled else { exit(130) }
      running.cancel()
    }
    source.resume()
    return source
  }

  /// Runs all statements of a text; stops at the first that fails.
  func runScript(_ text: String) -> Bool {
    for statement in SQLParser.splitStatements(text) where !run(statement) { return false }
    return true
  }

  /// Runs one statement and prints its rows; false when it failed.
  func run(_ statement: String) -> Bool {
    let cancellation = CancellationToken()
    current.withLock { $0 = cancellation }
    defer { current.withLock { $0 = nil } }
    let start = DispatchTime.now()
    do {
      let execution = try session.execution(try session.sql(statement, cancellation: cancellation), cancellation: cancellation)
      let schema = try execution.schema()
      let progress = ProgressBar(execution.job.progress)
      defer { progress.stop() }
      let printer = ResultPrinter(format, schema, timeZone: session.configuration.sessionTimeZone)
      let batches = try execution.collect()
      progress.stop()
      printer.print(batches)
      if timing {
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1e9
        let rows = batches.reduce(0) { $0 + $1.count }
        FileHandle.standardError.write(Data(String(format: "%.3f s, %d rows\n", seconds, rows).utf8))
      }
      return true
    } catch {
      report(error)
      return false
    }
  }

  private func report(_ error: any Error) {
    let text = (error as? SparkError)?.message ?? String(describing: error)
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
