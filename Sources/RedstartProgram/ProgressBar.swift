import Foundation
import RedstartExecution
import Synchronization

/// A line on standard error that follows a query which takes more than a second; silent when that is no terminal.
final class ProgressBar: Sendable {
  private let progress: JobProgress
  private let drawing = Mutex<Task<Void, Never>?>(nil)
  private let isShown = Mutex(false)

  init(_ progress: JobProgress) {
    self.progress = progress
    guard isatty(STDERR_FILENO) == 1 else { return }
    let task = Task.detached { [weak self] in
      // Sleeping ends with an error only when the task is cancelled.
      try? await Task.sleep(for: .seconds(1))
      while !Task.isCancelled {
        self?.draw()
        try? await Task.sleep(for: .milliseconds(200))
      }
    }
    drawing.withLock { $0 = task }
  }

  /// Wipes the line.
  func stop() {
    drawing.withLock { task in
      task?.cancel()
      task = nil
    }
    isShown.withLock { shown in
      if shown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
      shown = false
    }
  }

  private func draw() {
    let stages = progress.current
    let total = stages.reduce(0) { $0 + $1.tasks }
    let done = stages.reduce(0) { $0 + min($1.completed, $1.tasks) }
    let width = 24
    let filled = total == 0 ? 0 : done * width / total
    let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: width - filled)
    let megabytes = Double(progress.bytesRead) / 1e6
    let text = String(
      format: "\r\u{1B}[K[%@] stage %d, %d/%d tasks, %d rows, %.1f MB", bar, stages.count, done, total, progress.rowsRead,
      megabytes)
    isShown.withLock { shown in
      shown = true
      FileHandle.standardError.write(Data(text.utf8))
    }
  }
}
