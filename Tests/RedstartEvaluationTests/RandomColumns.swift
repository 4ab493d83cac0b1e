import RedstartColumnar
import RedstartKernels
import RedstartMemory
import RedstartTypes

/// Columns of random values in a random encoding.
struct RandomColumns {
  var generator: SplitMix
  init(seed: UInt64) { generator = SplitMix(seed) }

  mutating func value(_ type: DataType, nulls: Bool) -> Value {
    if nulls, Int.random(in: 0..<5, using: &generator) == 0 { return .null }
    switch type {
    case .boolean: return .boolean(Bool.random(using: &generator))
    case .byte: return .integer(Int64(Int8.random(in: -9...9, using: &generator)))
    case .short, .integer, .long, .date, .timestamp: return .integer(Int64.random(in: -50...50, using: &generator))
    case .float, .double:
      let special: [Double] = [0, -0.0, .nan, .infinity, -.infinity, 1.5, -1.5, 2]
      return .double(special.randomElement(using: &generator) ?? 0)
    case .decimal: return .decimal(Int128(Int64.random(in: -500...500, using: &generator)))
    case .string:
      let words = [
        "", "a", "b", "ab", "seven77", "eight888", "eight889", "twelve bytes", "thirteen byte", "thirteen bytf", "é", "a\0",
      ]
      return .string(words.randomElement(using: &generator) ?? "")
    case .array(let element, _):
      return .array((0..<Int.random(in: 0...3, using: &generator)).map { _ in value(element, nulls: true) })
    case .struct(let fields): return .structure(fields.fields.map { value($0.type, nulls: true) })
    default: return .null
    }
  }

  /// A column of `count` rows: flat, constant or dictionary encoded.
  mutating func column(_ type: DataType, count: Int, nulls: Bool) -> Vector {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0 where count > 0: return .constant(.of([value(type, nulls: nulls)], type: type), count: count)
    case 1 where !type.isNested:
      let values = Vector.of((0..<7).map { _ in value(type, nulls: false) }, type: type)
      let indices = (0..<count).map { _ in Int32.random(in: 0..<7, using: &generator) }
      var validity: Bitmap?
      if nulls, count > 0 {
        let bytes = (0..<count).map { _ in UInt8(Int.random(in: 0..<5, using: &generator) == 0 ? 0 : 1) }
        validity = bytes.withUnsafeBufferPointer { $0.baseAddress.map { Bitmap(bytes: $0, count: count) } }
      }
      return Vector(
        type: type, count: count, validity: validity, layout: .dictionary(indices: Buffer(copying: indices + [0]), values: values)
      )
    default: return .of((0..<count).map { _ in value(type, nulls: nulls) }, type: type)
    }
  }
}
