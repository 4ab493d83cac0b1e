import Foundation
import RedstartDiagnostics
import RedstartExecution

/// An outside program that a partition is sent through.
struct PipedCommand {
  private let command: [String]

  init(_ command: [String]) { self.command = command }

  /// Writes the elements as lines, reads the program's lines.
  /// - Throws: `TASK_WRITE_FAILED` when it cannot be started, an error with its exit status when that is not 0.
  func run<T>(_ input: ChunkIterator<T>, _ task: TaskContext) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    let (source, result) = (Pipe(), Pipe())
    process.standardInput = source
    process.standardOutput = result
    do { try process.run() } catch {
      throw SparkError.requirement("The command \(command) cannot be started: \(error)")
    }
    // Its output is read while it is fed, so that neither side waits for the other.
    let reader = OutputReader(result.fileHandleForReading)
    reader.start()
    do {
      while let chunk = try input.next() {
        try task.checkCancelled()
        let lines = chunk.map { String(describing: $0) + "\n" }.joined()
        // A program may end before it has read everything; its exit status tells whether that is a failure.
        do { try QuietPipe.write(Data(lines.utf8), to: source.fileHandleForWriting) } catch { break }
      }
      try? source.fileHandleForWriting.close()
    } catch {
      process.terminate()
      try? source.fileHandleForWriting.close()
      _ = reader.wait()
      throw error
    }
    let output = reader.wait()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw SparkError.requirement("The command \(command) ended with status \(process.terminationStatus)")
    }
    var lines = String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// Writes to pipes whose reader may be gone, which by default ends the process that writes.
  private enum QuietPipe {
    /// - Throws: the error of the write, such as `EPIPE`; no signal is raised.
    static func write(_ data: Data, to pipe: FileHandle) throws {
      #if canImport(Darwin)
        _ = fcntl(pipe.fileDescriptor, F_SETNOSIGPIPE, 1)
        try pipe.write(contentsOf: data)
      #else
        // The signal goes to the thread that writes: it is held back here, and taken off if it came.
        var (broken, before, pending) = (sigset_t(), sigset_t(), sigset_t())
        sigemptyset(&broken)
        sigaddset(&broken, SIGPIPE)
        sigpending(&pending)
        let wasPending = sigismember(&pending, SIGPIPE) == 1
        pthread_sigmask(SIG_BLOCK, &broken, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        do { try pipe.write(contentsOf: data) } catch {
          var now = timespec()
          if !wasPending { _ = sigtimedwait(&broken, nil, &now) }
          throw error
        }
      #endif
    }
  }

  /// Reads a program's output on a thread of its own.
  ///
  /// `@unchecked Sendable`: the data is written before the semaphore is signalled and read after it.
  private final class OutputReader: @unchecked Sendable {
    private let handle: FileHandle
    private let done = DispatchSemaphore(value: 0)
    private var data = Data()

    init(_ handle: FileHandle) { self.handle = handle }

    func start() {
      Thread.detachNewThread { [self] in
        data = handle.readDataToEndOfFile()
        done.signal()
      }
    }

    func wait() -> Data {
      done.wait()
      return data
    }
  }
}
