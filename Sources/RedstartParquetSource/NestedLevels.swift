import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory

/// Entries of a nested column on their way down to its leaves: levels, and the row of the vector at hand.
struct NestedLevels {
  let count: Int
  let definitionBuffer: Buffer
  let repetitionBuffer: Buffer
  /// Rows of the vector; -1 where a null or an empty list above ended the entry.
  let rows: Buffer

  var definitions: Buffer { definitionBuffer.view(at: 0, byteCount: count) }
  var repetitions: Buffer { repetitionBuffer.view(at: 0, byteCount: count) }

  /// The rows of a column of the batch.
  init(rowCount: Int) {
    count = rowCount
    definitionBuffer = .zeroed(byteCount: rowCount)
    repetitionBuffer = .zeroed(byteCount: rowCount)
    rows = Buffer(count: max(rowCount, 1), of: Int32.self)
    let out = rows.mutable(Int32.self)
    for index in 0..<rowCount { out[index] = Int32(truncatingIfNeeded: index) }
  }

  private init(count: Int, definitions: Buffer, repetitions: Buffer, rows: Buffer) {
    self.count = count
    definitionBuffer = definitions
    repetitionBuffer = repetitions
    self.rows = rows
  }

  /// The rows that hold values.
  var presentRows: Selection {
    let source = rows.pointer(Int32.self)
    let buffer = Buffer(count: count + 1, of: Int32.self)
    let out = buffer.mutable(Int32.self)
    var found = 0
    for index in 0..<count {
      out[found] = source[index]
      found &+= Int(unsafeBitCast(source[index] >= 0, to: UInt8.self))
    }
    return Selection(buffer, count: found)
  }

  /// One level deeper where `vector` is not null; null entries end here.
  func optional(_ vector: Vector) -> NestedLevels {
    let validity = vector.rowValidity
    let definitions = Buffer(byteCount: count)
    let newRows = Buffer(count: max(count, 1), of: Int32.self)
    let source = rows.pointer(Int32.self)
    let levels = definitionBuffer.pointer(UInt8.self)
    let out = definitions.mutable(UInt8.self)
    let target = newRows.mutable(Int32.self)
    for index in 0..<count {
      let row = source[index]
      let isPresent = row >= 0 && (validity.map { $0[Int(row)] } ?? true)
      out[index] = levels[index] + (isPresent ? 1 : 0)
      target[index] = isPresent ? row : -1
    }
    return NestedLevels(count: count, definitions: definitions, repetitions: repetitionBuffer, rows: newRows)
  }

  /// The entries of the elements of lists, `level` being the repetition level inside of them.
  func elements(_ offsets: UnsafePointer<Int32>, level: Int) -> NestedLevels {
    let source = rows.pointer(Int32.self)
    var total = 0
    for index in 0..<count {
      let row = Int(source[index])
      total += row < 0 ? 1 : max(1, Int(offsets[row + 1] - offsets[row]))
    }
    let definitions = Buffer(byteCount: total)
    let repetitions = Buffer(byteCount: total)
    let newRows = Buffer(count: max(total, 1), of: Int32.self)
    let oldDefinitions = definitionBuffer.pointer(UInt8.self)
    let oldRepetitions = repetitionBuffer.pointer(UInt8.self)
    let d = definitions.mutable(UInt8.self)
    let r = repetitions.mutable(UInt8.self)
    let target = newRows.mutable(Int32.self)
    var written = 0
    for index in 0..<count {
      let row = Int(source[index])
      if row < 0 || offsets[row] == offsets[row + 1] {
        d[written] = oldDefinitions[index]
        r[written] = oldRepetitions[index]
        target[written] = -1
        written += 1
        continue
      }
      for element in offsets[row]..<offsets[row + 1] {
        d[written] = oldDefinitions[index] + 1
        r[written] = element == offsets[row] ? oldRepetitions[index] : UInt8(truncatingIfNeeded: level)
        target[written] = element
        written += 1
      }
    }
    return NestedLevels(count: total, definitions: definitions, repetitions: repetitions, rows: newRows)
  }
}

extension WriterColumn {
  /// Adds rows of a column of a batch.
  func append(_ vector: Vector) throws {
    if case .leaf(let leaf, _) = self {
      var start = 0
      while start < vector.count {
        let end = min(start + 8192, vector.count)
        try leaf.append(vector, rows: start..<end)
        start = end
      }
      return
    }
    try append(vector, NestedLevels(rowCount: vector.count), level: 0)
  }

  private func append(_ vector: Vector, _ levels: NestedLevels, level: Int) throws {
    func present(_ isOptional: Bool, _ vector: Vector) throws -> NestedLevels {
      if isOptional { return levels.optional(vector) }
      if let validity = vector.rowValidity, !validity.allSet {
        // Rows under a null above have no value of their own.
        let rows = levels.presentRows
        for index in 0..<rows.count where !validity[Int(rows.indices[index])] {
          throw SparkError.internal("a null in a nested field that has none by its type")
        }
      }
      return levels
    }
    switch self {
    case .leaf(let leaf, let isOptional): try leaf.append(vector, levels: present(isOptional, vector))
    case .structure(let children, let isOptional):
      let flat = vector.flattened()
      let inner = try present(isOptional, flat)
      guard case .structure(let vectors) = flat.layout else { throw SparkError.internal("a struct of another layout") }
      for (child, field) in zip(children, vectors) { try child.append(field, inner, level: level) }
    case .list(let element, let isOptional):
      let flat = vector.flattened()
      let inner = try present(isOptional, flat)
      guard case .list(let offsets, let child) = flat.layout else { throw SparkError.internal("a list of another layout") }
      try element.append(child, inner.elements(offsets.pointer(Int32.self), level: level + 1), level: level + 1)
    case .map(let key, let value, let isOptional):
      let flat = vector.flattened()
      let inner = try present(isOptional, flat)
      guard case .map(let offsets, let keys, let values) = flat.layout else {
        throw SparkError.internal("a map of another layout")
      }
      let entries = inner.elements(offsets.pointer(Int32.self), level: level + 1)
      try key.append(keys, entries, level: level + 1)
      try value.append(values, entries, level: level + 1)
    }
  }
}
