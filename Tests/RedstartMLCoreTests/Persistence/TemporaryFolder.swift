import Foundation

/// A folder for one test.
enum TemporaryFolder {
  /// Runs the body with the path of a new folder, which is removed afterwards.
  static func with<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = NSTemporaryDirectory() + "redstart-ml-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }
}
