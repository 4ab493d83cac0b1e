import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// Nested values as bytes that are equal exactly when the values are: keys of hash tables.
enum NestedKey {
  /// The bytes of an expression's value; null where it is null.
  static func expression(_ nested: Expression) -> Expression {
    let function = BoundFunction(
      "nestedkey", type: .binary, nullable: nested.nullable, sql: { "nestedkey(\($0[0]))" }
    ) { arguments, count in
      let source = arguments[0]
      return RowLoop.bytes(arguments, count, .binary) { row, sink in
        append(ValueOrder.key(source.value(at: row)), sink)
        return true
      }
    }
    return .call(FunctionCall(function, [nested]))
  }

  private static func append(_ value: Value, _ sink: ByteSink) {
    func number(_ kind: UInt8, _ bits: UInt64) {
      sink.append(kind)
      for shift in stride(from: UInt64(0), to: 64, by: 8) { sink.append(UInt8(truncatingIfNeeded: bits >> shift)) }
    }
    switch value {
    case .null: sink.append(0)
    case .boolean(let flag): number(1, flag ? 1 : 0)
    case .integer(let integer): number(2, UInt64(bitPattern: integer))
    case .double(let double): number(3, double.bitPattern)
    case .decimal(let digits):
      number(4, UInt64(truncatingIfNeeded: digits))
      number(4, UInt64(truncatingIfNeeded: digits >> 64))
    case .string(let text):
      number(5, UInt64(text.utf8.count))
      sink.append(text)
    case .binary(let bytes):
      number(6, UInt64(bytes.count))
      sink.append(bytes)
    case .interval(let interval):
      number(7, UInt64(bitPattern: Int64(interval.months)) << 32 ^ UInt64(UInt32(bitPattern: interval.days)))
      number(7, UInt64(bitPattern: interval.microseconds))
    case .array(let elements):
      number(8, UInt64(elements.count))
      for element in elements { append(element, sink) }
    case .map(let keys, let values):
      // The order of entries says nothing.
      number(9, UInt64(keys.count))
      for index in keys.indices.sorted(by: { ValueOrder.compare(keys[$0], keys[$1]) < 0 }) {
        append(keys[index], sink)
        append(values[index], sink)
      }
    case .structure(let fields):
      number(10, UInt64(fields.count))
      for field in fields { append(field, sink) }
    }
  }
}
