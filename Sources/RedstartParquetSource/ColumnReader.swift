import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// How a wanted column is put together from the leaves of a file.
indirect enum ColumnPlan {
  /// A value of a leaf.
  case leaf(node: SchemaNode, type: DataType, conversion: Conversion)
  /// The file lacks it: all null.
  case missing(DataType)
  case structure(node: SchemaNode, type: DataType, children: [ColumnPlan], witness: SchemaNode)
  case list(node: SchemaNode, type: DataType, repeated: SchemaNode, element: ColumnPlan, witness: SchemaNode)
  case map(node: SchemaNode, type: DataType, repeated: SchemaNode, key: ColumnPlan, value: ColumnPlan, witness: SchemaNode)
}

extension ColumnPlan {
  /// The leaf whose levels tell where this column's slots are; nil for missing columns.
  var witness: SchemaNode? {
    switch self {
    case .leaf(let node, _, _): node
    case .missing: nil
    case .structure(_, _, _, let witness), .list(_, _, _, _, let witness), .map(_, _, _, _, _, let witness): witness
    }
  }

  /// Leaves whose values are wanted, and witnesses.
  func collectLeaves(_ leaves: inout [Int: (node: SchemaNode, type: DataType, conversion: Conversion)?]) {
    switch self {
    case .leaf(let node, let type, let conversion): leaves[node.leaves.lowerBound] = .some((node, type, conversion))
    case .missing: break
    case .structure(_, _, let children, let witness):
      if leaves[witness.leaves.lowerBound] == nil { leaves[witness.leaves.lowerBound] = .some(nil) }
      for child in children { child.collectLeaves(&leaves) }
    case .list(_, _, _, let element, let witness):
      if leaves[witness.leaves.lowerBound] == nil { leaves[witness.leaves.lowerBound] = .some(nil) }
      element.collectLeaves(&leaves)
    case .map(_, _, _, let key, let value, let witness):
      if leaves[witness.leaves.lowerBound] == nil { leaves[witness.leaves.lowerBound] = .some(nil) }
      key.collectLeaves(&leaves)
      value.collectLeaves(&leaves)
    }
  }

  /// The plan of a field of the file for a wanted type.
  static func plan(_ node: SchemaNode, as type: DataType, _ context: PlanContext) throws -> ColumnPlan {
    guard node.repetition != .repeated else {
      // A repeated field outside of a list is a list that is always there.
      guard case .array(let element, _) = type.storage, let witness = node.allLeaves.first else {
        throw context.mismatch(node, type)
      }
      let inner = try planElement(node, as: element, context)
      return .list(node: node, type: type, repeated: node, element: inner, witness: inner.witness ?? witness)
    }
    return try planElement(node, as: type, context)
  }

  private static func planElement(_ node: SchemaNode, as type: DataType, _ context: PlanContext) throws -> ColumnPlan {
    // Nothing is stored for the type of bare nulls.
    if type.storage == .null { return .missing(type) }
    if node.isLeaf {
      guard let conversion = Conversion(node, to: type) else { throw context.mismatch(node, type) }
      return .leaf(node: node, type: type, conversion: conversion)
    }
    guard let anyLeaf = node.allLeaves.first else { throw ParquetDamage("a group without fields") }
    switch type.storage {
    case .struct(let wanted):
      guard node.logical != .list, node.logical != .map else { throw context.mismatch(node, type) }
      let children = try wanted.fields.map { field -> ColumnPlan in
        guard let child = node.child(named: field.name, caseSensitive: context.caseSensitive) else { return .missing(field.type) }
        return try plan(child, as: field.type, context)
      }
      let witness = children.lazy.compactMap(\.witness).first ?? anyLeaf
      return .structure(node: node, type: type, children: children, witness: witness)
    case .array(let element, _):
      guard let (repeated, elementNode) = node.listParts else { throw context.mismatch(node, type) }
      let inner =
        elementNode === repeated ? try planElement(repeated, as: element, context) : try plan(elementNode, as: element, context)
      return .list(node: node, type: type, repeated: repeated, element: inner, witness: inner.witness ?? anyLeaf)
    case .map(let key, let value, _):
      guard let parts = node.mapParts else { throw context.mismatch(node, type) }
      let keyPlan = try plan(parts.key, as: key, context)
      let valuePlan = try plan(parts.value, as: value, context)
      return .map(
        node: node, type: type, repeated: parts.repeated, key: keyPlan, value: valuePlan, witness: keyPlan.witness ?? anyLeaf)
    default: throw context.mismatch(node, type)
    }
  }
}

/// What planning columns of a file needs to know.
struct PlanContext {
  let path: String
  let caseSensitive: Bool

  func mismatch(_ node: SchemaNode, _ type: DataType) -> SparkError {
    SparkError(
      "FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH",
      ["path": "file://" + path, "column": "[\(node.name)]", "expectedType": type.simpleString, "actualType": node.physicalName])
  }
}

extension SchemaNode {
  /// The physical type's name in messages.
  var physicalName: String { String(typeText.prefix { $0 != " " }) }
}

/// Reads a wanted column of a row group.
final class ColumnReader {
  private let plan: ColumnPlan
  private var leaves: [Int: LeafReader] = [:]
  /// Witnesses whose values nobody wants.
  private var valueless: Set<Int> = []
  private var spans: [Int: LeafSpan] = [:]

  init(_ plan: ColumnPlan, _ file: InputFile, _ group: RowGroup) throws {
    self.plan = plan
    var wanted: [Int: (node: SchemaNode, type: DataType, conversion: Conversion)?] = [:]
    plan.collectLeaves(&wanted)
    for (position, leaf) in wanted {
      guard position < group.columns.count else { throw ParquetDamage("a row group without some of its columns") }
      let chunk = group.columns[position]
      if let leaf {
        leaves[position] = try LeafReader(
          file, chunk, node: leaf.node, type: leaf.type, conversion: leaf.conversion, rowCount: group.rowCount)
      } else {
        valueless.insert(position)
        guard let node = plan.witnessNode(at: position) else { throw SparkError.internal("a witness that is nowhere") }
        let type = try node.dataTypeOfLeaf()
        guard let conversion = Conversion(node, to: type) else { throw SparkError.internal("a leaf of no type") }
        leaves[position] = try LeafReader(file, chunk, node: node, type: type, conversion: conversion, rowCount: group.rowCount)
      }
    }
  }

  var bytesRead: Int { leaves.values.reduce(0) { $0 + $1.bytesRead } }

  /// The next `rows` rows.
  func read(_ rows: Int) throws -> Vector {
    switch plan {
    case .missing(let type): return .nulls(type, count: rows)
    case .leaf(let node, _, _) where node.level == 0 && node.definition <= 1:
      guard let leaf = leaves[node.leaves.lowerBound] else { throw SparkError.internal("a leaf without a reader") }
      return try leaf.readFlat(rows)
    default:
      for (position, leaf) in leaves { spans[position] = try leaf.readSpan(rows, wantsValues: !valueless.contains(position)) }
      defer { spans = [:] }
      let vector = try assemble(plan, Context(level: 0, definition: 0))
      guard vector.count == rows else { throw ParquetDamage("a column with another number of rows than its row group") }
      return vector
    }
  }

  func skip(_ rows: Int) throws {
    for leaf in leaves.values {
      if leaf.node.level == 0, leaf.node.definition <= 1, case .leaf = plan {
        try leaf.skipFlat(rows)
      } else {
        try leaf.skipNested(rows)
      }
    }
  }

  /// The repeated node around a column: its slots are the entries of repetition level up to `level` whose definition level
  /// reaches `definition`.
  private struct Context {
    let level: Int
    let definition: Int
  }

  private func span(_ witness: SchemaNode?) throws -> LeafSpan {
    guard let witness, let span = spans[witness.leaves.lowerBound] else { throw SparkError.internal("a column without levels") }
    return span
  }

  private func assemble(_ plan: ColumnPlan, _ context: Context) throws -> Vector {
    let span = try span(plan.witness)
    switch plan {
    case .missing: throw SparkError.internal("a missing column has no levels")
    case .leaf(let node, _, _):
      guard let leaf = leaves[node.leaves.lowerBound] else { throw SparkError.internal("a leaf without a reader") }
      let (validity, slots) = Levels.validity(span, context.level, context.definition, node.definition)
      guard (validity?.setCount ?? slots) == span.dense.count else { throw ParquetDamage("levels that do not fit the values") }
      return leaf.finish(span.dense, validity: validity, count: slots)
    case .structure(let node, let type, let children, _):
      let (validity, slots) = Levels.validity(span, context.level, context.definition, node.definition)
      let vectors = try children.map { child -> Vector in
        if case .missing(let type) = child { return .nulls(type, count: slots) }
        let vector = try assemble(child, context)
        guard vector.count == slots else { throw ParquetDamage("fields of a group that do not fit together") }
        return vector
      }
      return Vector(type: type, count: slots, validity: validity, layout: .structure(vectors))
    case .list(let node, let type, let repeated, let element, _):
      let own = node === repeated ? context.definition : node.definition
      let (validity, slots) = Levels.validity(span, context.level, context.definition, own)
      let (offsets, total) = try Levels.offsets(span, context.level, context.definition, repeated)
      let inner = Context(level: repeated.level, definition: repeated.definition)
      let child = try assembleChild(element, inner, count: total)
      return Vector(type: type, count: slots, validity: validity, layout: .list(offsets: offsets, child: child))
    case .map(let node, let type, let repeated, let key, let value, _):
      let (validity, slots) = Levels.validity(span, context.level, context.definition, node.definition)
      let (offsets, total) = try Levels.offsets(span, context.level, context.definition, repeated)
      let inner = Context(level: repeated.level, definition: repeated.definition)
      let keys = try assembleChild(key, inner, count: total)
      let values = try assembleChild(value, inner, count: total)
      return Vector(type: type, count: slots, validity: validity, layout: .map(offsets: offsets, keys: keys, values: values))
    }
  }

  private func assembleChild(_ plan: ColumnPlan, _ context: Context, count: Int) throws -> Vector {
    if case .missing(let type) = plan { return .nulls(type, count: count) }
    let vector = try assemble(plan, context)
    guard vector.count == count else { throw ParquetDamage("elements that do not fit their lists") }
    return vector
  }
}

extension ColumnPlan {
  /// The witness that is that leaf.
  func witnessNode(at position: Int) -> SchemaNode? {
    if let witness, witness.leaves.lowerBound == position { return witness }
    switch self {
    case .leaf, .missing: return nil
    case .structure(_, _, let children, _): return children.lazy.compactMap { $0.witnessNode(at: position) }.first
    case .list(_, _, _, let element, _): return element.witnessNode(at: position)
    case .map(_, _, _, let key, let value, _): return key.witnessNode(at: position) ?? value.witnessNode(at: position)
    }
  }
}

extension SchemaNode {
  /// Some type that the values of this leaf can be read as, when only its levels matter.
  func dataTypeOfLeaf() throws -> DataType {
    switch type {
    case .boolean: .boolean
    case .int32: logical == .integer(bits: 32, signed: false) ? .long : .integer
    case .int64: logical == .integer(bits: 64, signed: false) ? .longDecimal : .long
    case .int96: .timestamp
    case .float: .float
    case .double: .double
    case .byteArray, .fixedLengthByteArray: .binary
    case nil: throw SparkError.internal("a group is no leaf")
    }
  }
}
