import Foundation
import RedstartDiagnostics

/// A folder that is filled out of sight, beside its place, and takes its place as a whole.
///
/// Whatever goes wrong while it is filled, or when the process ends, what stood at the path stays as it was.
enum StagedFolder {
  /// Fills a folder and puts it at the path.
  ///
  /// - Parameters:
  ///   - overwrite: Whether what stands there may be replaced.
  ///   - fill: Writes below the path that it is given.
  /// - Throws: `ML_PATH_EXISTS`, `ML_WRITE_FAILED`, and what `fill` throws.
  static func write(_ path: String, overwrite: Bool, _ fill: (String) throws -> Void) throws {
    let files = FileManager.default
    if !overwrite, files.fileExists(atPath: path) { throw SparkError("ML_PATH_EXISTS", ["path": path]) }
    let target = URL(fileURLWithPath: path).standardizedFileURL
    let parent = target.deletingLastPathComponent()
    // Names that begin with a dot are no data to any reader.
    func beside(_ purpose: String) -> URL {
      parent.appendingPathComponent(".\(target.lastPathComponent).\(purpose)-\(UUID().uuidString.lowercased())")
    }
    let (staged, replaced) = (beside("saving"), beside("replaced"))
    do {
      try files.createDirectory(at: staged, withIntermediateDirectories: true)
    } catch {
      throw failed(path, error)
    }
    defer { try? files.removeItem(at: staged) }
    try fill(staged.path)
    do {
      let stands = files.fileExists(atPath: target.path)
      if stands { try files.moveItem(at: target, to: replaced) }
      do {
        try files.moveItem(at: staged, to: target)
      } catch {
        if stands { try? files.moveItem(at: replaced, to: target) }
        throw error
      }
      if stands { try files.removeItem(at: replaced) }
    } catch {
      throw failed(path, error)
    }
  }

  static func failed(_ path: String, _ error: any Error) -> SparkError {
    SparkError("ML_WRITE_FAILED", ["path": path, "reason": error.localizedDescription])
  }
}
