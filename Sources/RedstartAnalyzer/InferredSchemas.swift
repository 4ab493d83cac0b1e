import RedstartConnectors
import RedstartTypes
import Synchronization

/// Schemas that were found by looking into files, for as long as the files stay as they are.
///
/// A client program sends its whole plan with every request, so that the same files would be read again and again for their
/// schema alone.
final class InferredSchemas: Sendable {
  static let shared = InferredSchemas()

  private struct Key: Hashable {
    let format: String
    let files: [FileEntry]
    let options: SourceOptions
    let timeZone: String
    let flags: [Bool]
  }

  private let known = Mutex<[Key: StructType]>([:])
  private static let limit = 256

  func schema(
    _ format: String, _ source: any DataSource, _ files: [FileEntry], _ options: SourceOptions, _ environment: SourceEnvironment
  ) throws -> StructType {
    let key = Key(
      format: format, files: files, options: options, timeZone: environment.timeZone,
      flags: [environment.ansi, environment.caseSensitive])
    if let schema = known.withLock({ $0[key] }) { return schema }
    let schema = try source.inferSchema(files, options, environment)
    known.withLock { known in
      if known.count >= Self.limit { known = [:] }
      known[key] = schema
    }
    return schema
  }
}
