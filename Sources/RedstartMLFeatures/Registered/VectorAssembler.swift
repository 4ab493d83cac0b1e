import RedstartColumnar
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartMemory
import RedstartTypes

/// Puts columns of numbers and vectors together into one vector.
public struct VectorAssembler: Transformer, Operator {
  public static let className = "org.apache.spark.ml.feature.VectorAssembler"
  public let uid: String
  public var params: Params

  public init(uid: String) {
    self.uid = uid
    params = Params(
      [.columns("inputCols"), .column("outputCol"), InvalidHandling.param], owner: "\(Self.shortName) \(uid)",
      defaults: ["outputCol": .string("\(uid)__output")])
  }

  public func transform(_ dataset: Dataset) throws -> Dataset {
    guard let names = params.strings("inputCols") else {
      throw SparkError("ML_PARAM_NOT_SET", ["owner": params.owner, "param": "inputCols"])
    }
    let columns = try names.map { try dataset.column($0) }
    for column in columns where !(column.type.isNumeric || column.type == .boolean || column.type == .udt(.vector)) {
      throw SparkError(
        "ML_COLUMN_TYPE", ["column": column.name, "expected": "numeric, boolean or vector", "actual": column.type.simpleString])
    }
    let output = try params.column("outputCol")
    try dataset.requireAbsent(output)
    let handling = InvalidHandling(params)
    let rows = handling == .skip ? try dataset.filtered(CompleteRows.condition(columns.map { .attribute($0) })) : dataset
    let sizes = try sizes(columns, rows, handling)
    let attributes = zip(columns, sizes).flatMap { Self.attributes($0, size: $1) }
    let arguments = columns.map { column -> Expression in
      column.type == .double || column.type == .udt(.vector) ? .attribute(column) : .cast(Cast(.attribute(column), .double))
    }
    let assembly = RowAssembly(names: names, sizes: sizes, keepsInvalid: handling == .keep)
    let shape = sizes.map(String.init).joined(separator: ",")
    let function = BoundFunction(
      "assemble[\(shape)].\(handling.rawValue)", type: .udt(.vector), nullable: true, nullPolicy: .custom, isFoldable: false,
      sql: { "UDF(struct(\($0.joined(separator: ", "))))" }
    ) { try assembly.assemble($0, count: $1) }
    return try rows.adding([
      Alias(.call(FunctionCall(function, arguments)), output, metadata: AttributeGroup(attributes).metadata)
    ])
  }

  /// How many features each column gives: 1, or as many as the metadata or the first row says.
  private func sizes(_ columns: [Attribute], _ rows: Dataset, _ handling: InvalidHandling) throws -> [Int] {
    var sizes: [Int?] = columns.map { $0.type == .udt(.vector) ? AttributeGroup($0.metadata).size : 1 }
    let missing = sizes.indices.filter { sizes[$0] == nil }
    if missing.isEmpty { return sizes.compactMap { $0 } }
    let names = missing.map { columns[$0].name }.joined(separator: ", ")
    if handling == .keep {
      throw SparkError(
        "ML_INVALID_VALUE",
        [
          "reason":
            "With handleInvalid = \"keep\" the sizes of the vectors in \(names) must be known from their metadata. Add it with VectorSizeHint."
        ])
    }
    let plan = LogicalPlan.limit(
      .literal(.integer(1)), .project(missing.map { .attribute(columns[$0]) }, rows.plan))
    let batch = try rows.session.execution(plan).collectBatch()
    guard batch.count > 0 else {
      throw SparkError(
        "ML_INVALID_VALUE",
        [
          "reason":
            "The dataset is empty, so the sizes of the vectors in \(names) are not known. Add metadata with VectorSizeHint."
        ])
    }
    for (position, index) in missing.enumerated() {
      guard let vector = MLVector(batch.columns[position].value(at: 0)) else {
        throw SparkError(
          "ML_INVALID_VALUE", ["reason": "The first value of column \(columns[index].name) is null, so its size is not known."])
      }
      sizes[index] = vector.size
    }
    return sizes.compactMap { $0 }
  }

  /// What is known of the features that a column gives.
  private static func attributes(_ column: Attribute, size: Int) -> [MLAttribute] {
    if column.type == .double { return [(MLAttribute(column.metadata) ?? .numeric(nil)).named(column.name)] }
    if column.type != .udt(.vector) { return [.numeric(column.name)] }
    let known = AttributeGroup(column.metadata).attributes
    return (0..<size).map { index in
      guard let known, index < known.count else { return .numeric("\(column.name)_\(index)") }
      return known[index].named("\(column.name)_\(known[index].name ?? String(index))")
    }
  }
}

/// Fills the rows of assembled vectors.
struct RowAssembly: Sendable {
  let names: [String]
  let sizes: [Int]
  /// Whether nulls become NaN and NaN stays, instead of failing.
  let keepsInvalid: Bool

  func assemble(_ arguments: [Vector], count: Int) throws -> Vector {
    let total = sizes.reduce(0, +)
    let buffer = Buffer(count: max(count * total, 1), of: Double.self)
    let out = buffer.mutable(Double.self)
    var offset = 0
    for (index, argument) in arguments.enumerated() {
      if argument.type == .udt(.vector) {
        try fill(vectors: argument, index, to: out + offset, stride: total, count: count)
      } else {
        try fill(numbers: argument, index, to: out + offset, stride: total, count: count)
      }
      offset += sizes[index]
    }
    // Rows with few numbers that are not zero are stored sparse.
    var hasSparse = false
    for row in 0..<count {
      let start = out + row &* total
      var stored = 0
      for index in 0..<total { stored &+= Int(unsafeBitCast(start[index] != 0, to: UInt8.self)) }
      hasSparse = hasSparse || 1.5 * Double(stored) + 2 < Double(total)
    }
    if !hasSparse { return VectorColumn.dense(buffer, size: total, count: count) }
    var builder = VectorColumnBuilder(capacity: count, size: total)
    for row in 0..<count { builder.append(out + row * total, size: total) }
    return builder.finish()
  }

  private func invalid(_ what: String, _ column: String) -> SparkError {
    .failed(
      "VectorAssembler", "struct", "vector",
      "column \(column) holds \(what), which handleInvalid = \"error\" does not let pass. Remove such rows, or use \"keep\" or \"skip\""
    )
  }

  private func fill(numbers: Vector, _ index: Int, to out: UnsafeMutablePointer<Double>, stride: Int, count: Int) throws {
    let column = numbers.flattened()
    let values = column.values(Double.self)
    var hasNaN = false
    for row in 0..<count {
      // Adding zero takes the sign off a negative zero.
      let value = values[row] + 0.0
      hasNaN = hasNaN || value.isNaN
      out[row &* stride] = value
    }
    if let validity = column.rowValidity {
      if !keepsInvalid { throw invalid("null", names[index]) }
      for row in 0..<count where !validity[row] { out[row &* stride] = .nan }
    } else if hasNaN, !keepsInvalid {
      throw invalid("NaN", names[index])
    }
  }

  private func fill(vectors: Vector, _ index: Int, to out: UnsafeMutablePointer<Double>, stride: Int, count: Int) throws {
    guard let rows = VectorRows(vectors) else { throw SparkError.internal("\(names[index]) holds no vectors") }
    let size = sizes[index]
    for row in 0..<count {
      let target = out + row &* stride
      if rows.isNull(row) {
        if !keepsInvalid { throw invalid("null", names[index]) }
        for place in 0..<size { target[place] = .nan }
        continue
      }
      guard rows.size(row) == size else {
        throw SparkError(
          "ML_VECTOR_SIZE", ["column": names[index], "expected": String(size), "actual": String(rows.size(row))])
      }
      rows.copy(row, to: target, size: size)
      for place in 0..<size { target[place] += 0.0 }
    }
  }
}
