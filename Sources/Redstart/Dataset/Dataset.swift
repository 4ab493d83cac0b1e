import RedstartConnectServer
import RedstartRDD

/// A table whose rows are values of a Swift type, transformed by Swift functions.
///
/// Like a ``DataFrame`` it computes nothing until an action asks for it. Typed functions run inside of the engine's tasks: rows
/// are decoded into values, passed through all functions, and encoded again only where a DataFrame takes over. On a remote session
/// functions cannot travel: such a Dataset can be collected, and every typed function fails with `UNSUPPORTED_FEATURE`.
///
/// ```swift
/// struct Flight: Codable { var carrier: String; var delay: Int? }
/// let late = flights.as(Flight.self).filter { ($0.delay ?? 0) > 15 }
/// try await late.groupByKey(\.carrier).count().collect()
/// ```
public struct Dataset<Element: Codable & Sendable>: Sendable {
  public let sparkSession: SparkSession
  let source: Source

  enum Source {
    /// The rows of a query, as they are.
    case frame(DataFrame)
    /// Values that functions have been through.
    case typed(TypedRows<Element>)
  }

  init(_ session: SparkSession, _ source: Source) {
    sparkSession = session
    self.source = source
  }

  /// The values as the tasks compute them.
  var rows: TypedRows<Element> {
    switch source {
    case .typed(let rows): return rows
    case .frame(let frame):
      guard let embedded = sparkSession.backend as? EmbeddedSession else {
        return TypedRows(failure: Self.remote("a Swift function on the rows of a Dataset"))
      }
      return TypedRows(decoding: frame, embedded)
    }
  }

  /// The error of what a remote session cannot do.
  static func remote(_ feature: String) -> SparkError {
    SparkError.unsupported(
      "\(feature) on a remote session",
      "Functions of this program cannot travel: use Column expressions, or collect() the rows first and go on in Swift.")
  }

  /// A Dataset of values that `body` makes of each chunk of this one's.
  func chunkwise<U: Codable & Sendable>(_ body: @escaping @Sendable ([Element]) throws -> [U]) -> Dataset<U> {
    Dataset<U>(
      sparkSession,
      .typed(
        rows.derived { input, _ in
          ChunkIterator {
            guard let chunk = try input.next() else { return nil }
            return try body(chunk)
          }
        }))
  }
}

extension DataFrame {
  /// The rows as values of a type: its properties take the columns of their names; an optional property may be null.
  ///
  /// Only the columns that the type has are read. Rows that do not fit fail the action with a `DecodingError` as its cause.
  public func `as`<T: Codable & Sendable>(_ type: T.Type) -> Dataset<T> { Dataset(sparkSession, .frame(self)) }
}

extension SparkSession {
  /// A Dataset of values.
  /// - Throws: `EncodingError`, or an error when the type's columns cannot be told.
  public func createDataset<T: Codable & Sendable>(_ values: [T]) throws -> Dataset<T> {
    if values.isEmpty { return Dataset(self, .frame(try createDataFrame(TypeShape.schema(of: T.self), []))) }
    // A property that is nil in every value has the type that its declaration says.
    let (schema, batch) = try RowEncoder().encode(values, knowing: try? TypeShape.schema(of: T.self))
    return Dataset(self, .frame(try createDataFrame(schema, [batch])))
  }

  /// The context of RDDs; one for all sessions of the engine.
  /// - Throws: `UNSUPPORTED_FEATURE` on a remote session.
  public var sparkContext: SparkContext {
    get throws {
      guard let embedded = backend as? EmbeddedSession else { throw Dataset<Int>.remote("an RDD") }
      let shared = embedded.engine.shared
      return shared.component { SparkContext(pool: shared.pool, memory: shared.memory) }
    }
  }
}
