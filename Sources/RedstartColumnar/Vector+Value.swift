import RedstartTypes

extension Vector {
  /// Row `index` as a boxed value: for results, literals and messages, not for loops over many rows.
  public func value(at index: Int) -> Value {
    if isNull(index) { return .null }
    switch layout {
    case .null: return .null
    case .constant(let value): return value.value(at: 0)
    case .dictionary(let indices, let values): return values.value(at: Int(indices.pointer(Int32.self)[index]))
    case .list(let offsets, let child):
      let bounds = offsets.pointer(Int32.self)
      return .array((Int(bounds[index])..<Int(bounds[index + 1])).map { child.value(at: $0) })
    case .map(let offsets, let keys, let values):
      let bounds = offsets.pointer(Int32.self)
      let range = Int(bounds[index])..<Int(bounds[index + 1])
      return .map(range.map { keys.value(at: $0) }, range.map { values.value(at: $0) })
    case .structure(let children): return .structure(children.map { $0.value(at: index) })
    case .flat: return flatValue(at: index)
    }
  }

  private func flatValue(at index: Int) -> Value {
    switch type.physical {
    case .boolean: return .boolean(values(UInt8.self)[index] != 0)
    case .int8: return .integer(Int64(values(Int8.self)[index]))
    case .int16: return .integer(Int64(values(Int16.self)[index]))
    case .int32: return .integer(Int64(values(Int32.self)[index]))
    case .int64:
      let number = values(Int64.self)[index]
      return type.storage.isDecimal ? .decimal(Int128(number)) : .integer(number)
    case .int128: return .decimal(values(Int128.self)[index])
    case .float: return .double(Double(values(Float.self)[index]))
    case .double: return .double(values(Double.self)[index])
    case .interval: return .interval(values(CalendarInterval.self)[index])
    case .bytes:
      let view = views + index
      if type.storage == .binary {
        return .binary(Array(UnsafeBufferPointer(start: StringView.bytes(of: view), count: view.pointee.count)))
      }
      return .string(StringView.string(at: view))
    case .list, .map, .structure, .null: return .null
    }
  }
}
