import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// Reads an Arrow IPC stream as pyarrow, pandas and Spark clients send it.
///
/// Values whose layout agrees with ours are used where they lie; the batches keep the stream's memory alive. Every offset is
/// checked: a damaged stream throws and never reads outside of it. Used by one thread.
public final class ArrowStreamReader {
  /// The columns, in Spark's types.
  public let schema: StructType
  private let fields: [ArrowField]
  private let stream: Buffer
  private var position: Int
  private var dictionaries: [Int64: Vector] = [:]
  /// The value fields of dictionaries by id.
  private var dictionaryFields: [Int64: ArrowField] = [:]
  /// Most bytes that a batch may need beside the stream itself.
  private let allocationLimit: Int

  /// Opens a stream and reads its schema.
  /// - Throws: `FAILED_READ_ARROW` for damaged data, `UNSUPPORTED_ARROWTYPE`.
  public init(_ stream: Buffer, allocationLimit: Int = 4 << 30) throws {
    self.stream = stream
    self.allocationLimit = allocationLimit
    guard let message = try ArrowMessage(stream.bytes, at: 0), message.kind == .schema else {
      throw SparkError.arrow("the stream does not start with a schema")
    }
    guard try message.header.scalar(0, default: Int16(0)) == 0 else { throw SparkError.arrow("the stream is big-endian") }
    var budget = 1 << 16
    var read: [ArrowField] = []
    for table in try message.header.tables(1) { read.append(try ArrowField(table, depth: 0, budget: &budget)) }
    fields = read
    schema = StructType(try fields.map { StructField($0.name, try $0.sparkType(), nullable: $0.nullable) })
    position = message.end
    for field in fields { registerDictionaries(field) }
  }

  /// Opens a stream that is copied to aligned memory first.
  public convenience init(bytes: [UInt8], allocationLimit: Int = 4 << 30) throws {
    try self.init(Buffer(copying: bytes), allocationLimit: allocationLimit)
  }

  private func registerDictionaries(_ field: ArrowField) {
    if let encoding = field.dictionary {
      var values = field
      values.dictionary = nil
      dictionaryFields[encoding.id] = values
    }
    for child in field.children { registerDictionaries(child) }
  }

  /// The next batch, or nil at the end of the stream.
  public func next() throws -> RecordBatch? {
    while let message = try ArrowMessage(stream.bytes, at: position) {
      position = message.end
      switch message.kind {
      case .schema: throw SparkError.arrow("the stream has a second schema")
      case .dictionaryBatch: try readDictionary(message)
      case .recordBatch:
        let reader = try ArrowBatchReader(
          message.header, body: stream.view(at: message.body.lowerBound, byteCount: message.body.count),
          dictionaries: dictionaries, allocationLimit: allocationLimit)
        return RecordBatch(try fields.map { try reader.column($0, count: reader.count) }, count: reader.count)
      }
    }
    return nil
  }

  /// All batches that are left.
  public func readAll() throws -> [RecordBatch] {
    var batches: [RecordBatch] = []
    while let batch = try next() { batches.append(batch) }
    return batches
  }

  private func readDictionary(_ message: ArrowMessage) throws {
    let id = try message.header.scalar(0, default: Int64(0))
    guard let field = dictionaryFields[id], let data = try message.header.table(1) else {
      throw SparkError.arrow("a dictionary belongs to no field")
    }
    let reader = try ArrowBatchReader(
      data, body: stream.view(at: message.body.lowerBound, byteCount: message.body.count), dictionaries: dictionaries,
      allocationLimit: allocationLimit)
    let values = try reader.column(field, count: reader.count)
    if try message.header.flag(2), let earlier = dictionaries[id] {
      guard earlier.byteCount + values.byteCount <= allocationLimit else { throw SparkError.arrow("a dictionary is too large") }
      dictionaries[id] = .concatenate([earlier, values], type: earlier.type)
    } else {
      dictionaries[id] = values
    }
  }
}
