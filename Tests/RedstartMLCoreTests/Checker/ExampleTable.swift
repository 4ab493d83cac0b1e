import RedstartColumnar
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartSession
import RedstartTypes

/// Rows that every stage can be tried on: a column of each kind, in the roles that MLlib knows.
struct ExampleTable {
  var fields: [(name: String, type: DataType, metadata: Metadata)]
  var rows: [[Value]]

  static let session: Result<Session, any Error> = Result { try Session(SharedState(threads: 2)) }

  /// Forty-two rows that are the same every time; labels are 0 and 1, weights small whole numbers.
  static let standard: ExampleTable = {
    let rows = (0..<42).map { i -> [Value] in
      let label = Double((i * 7 % 11 > 5) != (i % 8 == 3) ? 1 : 0)
      let number = Double((i * 13) % 40) / 8
      let share = 0.05 + 0.9 * Double((i * 17) % 42) / 42
      let elements = [Double(i % 3), Double(i * 7 % 11), number, i % 5 == 0 ? 1 : 0]
      let vector: MLVector =
        i % 4 == 0
        ? .sparse(size: 4, indices: elements.indices.filter { elements[$0] != 0 }, values: elements.filter { $0 != 0 })
        : .dense(elements)
      return [
        .double(label), .double(i % 6 == 0 ? 1 - label : label), MLVector.dense([-share, share]).value,
        MLVector.dense([1 - share, share]).value, vector.value, .double(Double(1 + i % 3)),
        .string(["red", "green", "blue", "a rather long name of a colour"][i * i % 4]), .double(number),
        .integer(Int64(i % 9)), .boolean(i % 2 == 0), .array(["a", "b", i % 2 == 0 ? "a" : "c"].map { .string($0) }),
        .integer(Int64(i)),
      ]
    }
    let features = AttributeGroup([
      MLAttribute(.nominal(values: nil, count: 3), name: "kind"), .numeric("size"), .numeric("share"),
      MLAttribute(.binary(values: nil), name: "rare"),
    ])
    let types: [(String, DataType, Metadata)] = [
      ("label", .double, .empty), ("prediction", .double, .empty), ("rawPrediction", .udt(.vector), .empty),
      ("probability", .udt(.vector), .empty), ("features", .udt(.vector), features.metadata), ("weight", .double, .empty),
      ("text", .string, .empty), ("number", .double, .empty), ("count", .integer, .empty), ("flag", .boolean, .empty),
      ("words", .array(.string, containsNull: true), .empty), ("day", .date, .empty),
    ]
    return ExampleTable(fields: types.map { (name: $0.0, type: $0.1, metadata: $0.2) }, rows: rows)
  }()

  /// The rows in so many partitions.
  func dataset(partitions: Int = 1) throws -> Dataset {
    let attributes = fields.map { Attribute($0.name, $0.type, metadata: $0.metadata) }
    let size = max(1, (rows.count + partitions - 1) / partitions)
    let batches = stride(from: 0, to: rows.count, by: size).map { start in
      let part = rows[start..<min(start + size, rows.count)]
      return RecordBatch(
        fields.indices.map { index in Vector.of(part.map { $0[index] }, type: fields[index].type) }, count: part.count)
    }
    let relation = LogicalPlan.localRelation(LocalRelation(output: attributes, batches: batches))
    let plan = partitions > 1 ? .repartition(Repartition(count: partitions, shuffle: true, relation)) : relation
    return try Dataset(try Self.session.get(), plan)
  }

  /// The rows, of which none can be read: running the query fails.
  func poisoned() throws -> Dataset {
    let poison = BoundFunction("poison", type: .boolean, nullable: false, nullPolicy: .custom, isFoldable: false) { _, _ in
      throw SparkError("USER_RAISED_EXCEPTION", ["errorMessage": "rows were read"])
    }
    let dataset = try dataset()
    return try dataset.filtered(.call(FunctionCall(poison, [.attribute(dataset.columns[0])])))
  }

  func position(_ name: String) -> Int? { fields.firstIndex { $0.name == name } }

  /// With one more row that has another value in a column.
  func adding(_ value: Value, in column: String) -> ExampleTable {
    var copy = self
    var row = rows[1]
    if let position = position(column) { row[position] = value }
    copy.rows.insert(row, at: rows.count / 2)
    return copy
  }

  /// With the same value everywhere in a column.
  func setting(_ column: String, to value: Value) -> ExampleTable {
    var copy = self
    if let position = position(column) { for row in copy.rows.indices { copy.rows[row][position] = value } }
    return copy
  }
}

/// A row without the columns of the table that it was made from.
typealias MadeRow = [Value]

extension Dataset {
  /// The columns that were added to a table, row by row, in the order of all cells when rows may come in any order.
  func made(from table: ExampleTable, inOrder: Bool) throws -> [MadeRow] {
    let known = Set(table.fields.map(\.name))
    let order = columns.filter { !known.contains($0.name) } + (inOrder ? [] : columns.filter { known.contains($0.name) })
    let batch = try select(order.map { (.attribute($0), $0.name) }, CancellationToken()).collectBatch()
    let rows = (0..<batch.count).map { row in batch.columns.map { $0.value(at: row) } }
    return inOrder ? rows : rows.sorted { "\($0)" < "\($1)" }
  }
}

/// Whether two values are the same but for the last digits of their numbers.
func nearly(_ a: Value, _ b: Value) -> Bool {
  switch (a, b) {
  case (.double(let a), .double(let b)): a == b || (a.isNaN && b.isNaN) || abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
  case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy { nearly($0, $1) }
  case (.structure(let a), .structure(let b)):
    if let left = MLVector(.structure(a)), let right = MLVector(.structure(b)) {
      left.size == right.size && zip(left.elements, right.elements).allSatisfy { nearly(.double($0), .double($1)) }
    } else {
      a.count == b.count && zip(a, b).allSatisfy { nearly($0, $1) }
    }
  default: a == b
  }
}

func nearly(_ a: [MadeRow], _ b: [MadeRow]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { $0.count == $1.count && zip($0, $1).allSatisfy { nearly($0, $1) } }
}
