import RedstartDiagnostics
import RedstartLogicalPlan

/// SQL text as bytes, with the UTF-16 offsets that error contexts count in.
final class SourceText: Sendable {
  let text: String
  let bytes: [UInt8]
  /// UTF-16 offset of each byte and of the end; empty for ASCII, where both agree.
  private let offsets: [Int32]

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
    guard bytes.contains(where: { $0 >= 0x80 }) else {
      offsets = []
      return
    }
    var offsets: [Int32] = []
    offsets.reserveCapacity(bytes.count + 1)
    var units: Int32 = 0
    for byte in bytes {
      offsets.append(units)
      // A lead byte stands for its whole scalar: four-byte scalars take two units.
      if byte < 0x80 || byte >= 0xc0 { units += byte >= 0xf0 ? 2 : 1 }
    }
    offsets.append(units)
    self.offsets = offsets
  }

  func unit(at byte: Int) -> Int { offsets.isEmpty ? byte : Int(offsets[byte]) }

  /// The text between two byte offsets.
  func slice(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<max(start, end)], as: UTF8.self) }

  /// The context of a byte range; `end` is exclusive.
  func context(_ start: Int, _ end: Int) -> QueryContext {
    let first = unit(at: start)
    return .sql(text: text, start: first, stop: max(first, unit(at: end) - 1), objectType: "", objectName: "")
  }
}
