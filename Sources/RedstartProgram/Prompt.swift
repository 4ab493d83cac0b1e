import CLineEditor
import Foundation
import RedstartSyntax

/// The interactive prompt: lines with history, statements over several lines.
struct Prompt {
  private let runner: StatementRunner
  private let historyFile = NSHomeDirectory() + "/.redstart_history"

  init(_ runner: StatementRunner) { self.runner = runner }

  /// Reads and runs statements until the end of input, `exit` or `quit`.
  func loop() {
    print("\(RedstartVersion.text). Statements end with ;  Leave with Ctrl-D or exit;")
    using_history()
    read_history(historyFile)
    var pending = ""
    while let line = readline(pending.isEmpty ? "redstart> " : "       -> ") {
      let text = String(cString: line)
      free(line)
      if pending.isEmpty, text.trimmingCharacters(in: .whitespaces).isEmpty { continue }
      pending += (pending.isEmpty ? "" : "\n") + text
      let plain = pending.trimmingCharacters(in: .whitespacesAndNewlines)
      if ["exit", "quit", "exit;", "quit;"].contains(plain.lowercased()) { break }
      guard plain.hasSuffix(";") else { continue }
      add_history(pending)
      write_history(historyFile)
      _ = runner.runScript(pending)
      pending = ""
    }
    print("")
  }
}
