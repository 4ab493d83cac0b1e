import RedstartColumnar
import RedstartMemory

/// Finds the number of a label: a hash table over string views.
///
/// `@unchecked Sendable`: written once, before it is shared.
final class LabelTable: @unchecked Sendable {
  let count: Int
  private let heap = StringHeap()
  private let views: Buffer
  /// Numbers of labels, -1 where empty.
  private let slots: Buffer
  private let mask: Int

  /// When a label occurs twice the later number counts.
  init(_ labels: [String]) {
    count = labels.count
    var capacity = 16
    while capacity < labels.count * 2 { capacity *= 2 }
    mask = capacity - 1
    views = Buffer(count: max(labels.count, 1), of: StringView.self)
    slots = Buffer(count: capacity, of: Int32.self)
    let slot = slots.mutable(Int32.self)
    slot.initialize(repeating: -1, count: capacity)
    let view = views.mutable(StringView.self)
    for (number, label) in labels.enumerated() {
      var text = label
      view[number] = text.withUTF8 { bytes in bytes.baseAddress.map { heap.store($0, count: bytes.count) } ?? .empty }
      var place = Self.hash(view + number) & mask
      while slot[place] >= 0, !StringView.equal(view[Int(slot[place])], view[number]) { place = (place + 1) & mask }
      slot[place] = Int32(number)
    }
  }

  @inline(__always)
  private static func hash(_ view: UnsafePointer<StringView>) -> Int {
    var value = view.pointee.head
    if view.pointee.isInline {
      value ^= view.pointee.tail &* 0x9E37_79B9_7F4A_7C15
    } else {
      let bytes = StringView.bytes(of: view)
      for index in 0..<view.pointee.count { value = (value ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    }
    value ^= value &>> 32
    value = value &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: value &>> 32)
  }

  /// The label's number; -1 for an unknown one.
  @inline(__always)
  func number(_ view: UnsafePointer<StringView>) -> Int {
    let slot = slots.pointer(Int32.self)
    let labels = views.pointer(StringView.self)
    var place = Self.hash(view) & mask
    while slot[place] >= 0 {
      if StringView.equal(labels[Int(slot[place])], view.pointee) { return Int(slot[place]) }
      place = (place &+ 1) & mask
    }
    return -1
  }
}
