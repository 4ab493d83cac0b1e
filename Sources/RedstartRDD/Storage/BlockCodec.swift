import Foundation

/// How elements become bytes for a file, and elements again.
@usableFromInline
struct BlockCodec<Element: Sendable>: Sendable {
  let encode: @Sendable ([Element]) throws -> [UInt8]
  let decode: @Sendable ([UInt8]) throws -> [Element]

  /// The codec of elements that are `Codable`; nil for others. Numbers and texts are kept as they are, other types as JSON.
  @usableFromInline
  static func automatic() -> BlockCodec? {
    if let codec = plain(Int.self) ?? plain(Double.self) ?? plain(Int64.self) ?? plain(Int32.self) ?? plain(Float.self) {
      return codec
    }
    if let codec = plain(UInt8.self) ?? plain(Bool.self) ?? strings() { return codec }
    return (Element.self as? any Codable.Type).flatMap { json($0) }
  }

  /// The bytes of the numbers, when `Element` is that type.
  private static func plain<N: BitwiseCopyable>(_ type: N.Type) -> BlockCodec? {
    guard Element.self == type else { return nil }
    return BlockCodec(
      encode: { elements in elements.withUnsafeBytes { Array($0) } },
      decode: { bytes in
        bytes.withUnsafeBytes { source in
          [Element](unsafeUninitializedCapacity: bytes.count / MemoryLayout<N>.stride) { target, count in
            UnsafeMutableRawBufferPointer(target).copyMemory(from: source)
            count = bytes.count / MemoryLayout<N>.stride
          }
        }
      })
  }

  /// Texts with their lengths.
  private static func strings() -> BlockCodec? {
    guard Element.self == String.self else { return nil }
    return BlockCodec(
      encode: { elements in
        var bytes: [UInt8] = []
        for case var text as String in elements {
          text.withUTF8 { utf8 in
            withUnsafeBytes(of: UInt32(utf8.count)) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: utf8)
          }
        }
        return bytes
      },
      decode: { bytes in
        var result: [Element] = []
        bytes.withUnsafeBytes { source in
          var position = 0
          while position + 4 <= source.count {
            let length = Int(source.loadUnaligned(fromByteOffset: position, as: UInt32.self))
            let text = String(decoding: source[(position + 4)..<(position + 4 + length)], as: UTF8.self)
            if let element = text as? Element { result.append(element) }
            position += 4 + length
          }
        }
        return result
      })
  }

  /// - Parameter type: `Element` itself, known to be codable.
  private static func json<C: Codable>(_ type: C.Type) -> BlockCodec? {
    guard C.self == Element.self else { return nil }
    let form: any ElementForm = JSONForm<C>()
    return BlockCodec(encode: { try form.encode($0) }, decode: { try form.decode($0) })
  }

  /// The codec of pairs of codable keys and values; nil for others.
  @usableFromInline
  static func pair<Key: Sendable, Value: Sendable>() -> BlockCodec<(Key, Value)>? where Element == (Key, Value) {
    guard let keys = BlockCodec<Key>.automatic(), let values = BlockCodec<Value>.automatic() else { return nil }
    return BlockCodec<(Key, Value)>(
      encode: { pairs in
        let first = try keys.encode(pairs.map(\.0))
        let second = try values.encode(pairs.map(\.1))
        return withUnsafeBytes(of: UInt64(first.count)) { Array($0) } + first + second
      },
      decode: { bytes in
        let size = bytes.withUnsafeBytes { Int($0.loadUnaligned(as: UInt64.self)) }
        let first = try keys.decode(Array(bytes[8..<(8 + size)]))
        let second = try values.decode(Array(bytes[(8 + size)...]))
        return Array(zip(first, second))
      })
  }
}

/// A way to write elements of one type, which callers name again.
private protocol ElementForm: Sendable {
  func encode<T>(_ elements: [T]) throws -> [UInt8]
  func decode<T>(_ bytes: [UInt8]) throws -> [T]
}

/// Elements as a JSON array; numbers that are not finite as texts.
private struct JSONForm<Element: Codable>: ElementForm {
  func encode<T>(_ elements: [T]) throws -> [UInt8] {
    precondition(T.self == Element.self, "elements of another type")
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return [UInt8](try encoder.encode(unsafeBitCast(elements, to: [Element].self)))
  }

  func decode<T>(_ bytes: [UInt8]) throws -> [T] {
    precondition(T.self == Element.self, "elements of another type")
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return unsafeBitCast(try decoder.decode([Element].self, from: Data(bytes)), to: [T].self)
  }
}
