import RedstartColumnar
import RedstartMemory
import RedstartTypes

extension RowLoop {
  /// For each row the value of one of the arguments, which share a type: that of argument `choice(row)`, null for -1.
  public static func choose(
    _ arguments: [Vector], _ count: Int, _ type: DataType, _ choice: (Int) -> Int
  ) -> Vector {
    let (rows, isConstant) = extent(arguments, count)
    let result: Vector
    switch type.physical.width {
    case 1: result = chooseFixed(arguments, rows, type, as: UInt8.self, choice)
    case 2: result = chooseFixed(arguments, rows, type, as: UInt16.self, choice)
    case 4: result = chooseFixed(arguments, rows, type, as: UInt32.self, choice)
    case 8: result = chooseFixed(arguments, rows, type, as: UInt64.self, choice)
    case .some: result = chooseFixed(arguments, rows, type, as: StringView.self, choice)
    case nil:
      let indices = Buffer(count: max(rows, 1), of: Int32.self)
      let out = indices.mutable(Int32.self)
      for row in 0..<rows {
        let index = choice(row)
        out[row] = index < 0 ? -1 : Int32(truncatingIfNeeded: index &* rows &+ row)
      }
      let parts = arguments.map { $0.isConstant ? Vector.constant($0.slice(0..<1), count: rows).flattened() : $0 }
      let all = Vector.concatenate(parts.map { $0.count == rows ? $0 : $0.slice(0..<rows) }, type: type)
      result = all.gather(Selection(indices, count: rows))
    }
    return isConstant ? .constant(result, count: count) : result
  }

  private static func chooseFixed<T: BitwiseCopyable>(
    _ arguments: [Vector], _ rows: Int, _ type: DataType, as physical: T.Type, _ choice: (Int) -> Int
  ) -> Vector {
    let columns = arguments.map { FixedColumn<T>($0) }
    let nulls = arguments.map { NullColumn($0) }
    let values = Buffer.zeroed(byteCount: rows &* MemoryLayout<T>.stride)
    let out = values.mutable(T.self)
    let bits = Buffer.zeroed(byteCount: Bitmap.wordCount(rows) &* 8)
    let valid = bits.mutable(UInt64.self)
    columns.withUnsafeBufferPointer { columns in
      nulls.withUnsafeBufferPointer { nulls in
        for row in 0..<rows {
          let index = choice(row)
          if index < 0 || nulls[index](row) { continue }
          out[row] = columns[index][row]
          valid[row &>> 6] |= 1 &<< UInt64(row & 63)
        }
      }
    }
    let heaps = type.physical == .bytes ? columns.flatMap { $0.owner.heaps } : []
    return Vector(type: type, count: rows, values: values, validity: Bitmap(words: bits, count: rows), heaps: heaps)
  }
}

/// How a row of one column compares with a row of another of the same type; nulls are not looked at at the top level.
public func rowComparator(_ a: Vector, _ b: Vector) -> (Int, Int) -> Int {
  func integers<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type) -> (Int, Int) -> Int {
    let x = FixedColumn<T>(a)
    let y = FixedColumn<T>(b)
    return { x[$0] < y[$1] ? -1 : x[$0] == y[$1] ? 0 : 1 }
  }
  switch a.type.physical {
  case .boolean: return integers(UInt8.self)
  case .int8: return integers(Int8.self)
  case .int16: return integers(Int16.self)
  case .int32: return integers(Int32.self)
  case .int64: return integers(Int64.self)
  case .int128: return integers(Int128.self)
  case .float:
    let x = FixedColumn<Float>(a)
    let y = FixedColumn<Float>(b)
    return { ValueOrder.compare(x[$0], y[$1]) }
  case .double:
    let x = FixedColumn<Double>(a)
    let y = FixedColumn<Double>(b)
    return { ValueOrder.compare(x[$0], y[$1]) }
  case .bytes:
    let x = BytesColumn(a)
    let y = BytesColumn(b)
    return { StringView.compare(x.view($0), y.view($1)) }
  default: return { ValueOrder.compare(a.value(at: $0), b.value(at: $1)) }
  }
}
