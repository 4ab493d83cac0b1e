import RedstartColumnar
import RedstartMemory
import RedstartTypes

/// The values of some entries without their nulls: dictionary codes or values of the wanted form.
struct DenseValues {
  /// Codes of the shared dictionary, while all pages so far have had codes.
  var codes: Buffer?
  var values: Buffer?
  var count = 0
  var heaps: [Buffer] = []
}

extension LeafReader {
  /// The next `count` rows of a leaf that is neither repeated nor nested.
  func readFlat(_ count: Int) throws -> Vector {
    var dense = DenseValues()
    var words: Buffer?
    var done = 0
    while done < count {
      let available = try ensurePage()
      guard available > 0 else { throw ParquetDamage("a column with fewer values than rows") }
      let step = min(available, count - done)
      var present = step
      if node.definition > 0 {
        if words == nil, try isRunOfValues(step) {
          try skipDefinitions(step)
        } else {
          let bits = words ?? validWords(done, of: count)
          words = bits
          present = try decodeValidity(step, into: bits.mutable(UInt64.self), at: done)
        }
      }
      try readDense(present, capacity: count, into: &dense)
      consume(step)
      done += step
    }
    let validity = words.map { Bitmap(words: $0, count: count) }
    return finish(dense, validity: validity, count: count)
  }

  /// Validity words of `count` rows of which the first `valid` are set.
  private func validWords(_ valid: Int, of count: Int) -> Buffer {
    let words = Buffer.zeroed(byteCount: (Bitmap.wordCount(count) + 1) * 8)
    let out = words.mutable(UInt64.self)
    for word in 0..<(valid >> 6) { out[word] = ~0 }
    if valid & 63 != 0 { out[valid >> 6] = (1 << UInt64(valid & 63)) - 1 }
    return words
  }

  /// Adds the next `count` values of the open page to `dense`, whose memory holds `capacity` values at most.
  func readDense(_ count: Int, capacity: Int, into dense: inout DenseValues) throws {
    if count == 0 { return }
    guard values.isCodes, let dictionary else {
      try abandonCodes(capacity: capacity, &dense)
      let out = valueMemory(capacity, &dense)
      let longest = try values.read(count, conversion, into: out.base + dense.count * conversion.width)
      // Short strings stand in their views; only long ones need their page.
      if longest > 12, let heap = pageHeap, dense.heaps.last !== heap { dense.heaps.append(heap) }
      dense.count += count
      return
    }
    if dictionary.shared != nil, dense.values == nil {
      let codes = dense.codes ?? BlockPool.shared.buffer(count: capacity, of: UInt32.self)
      dense.codes = codes
      try values.readCodes(count, limit: dictionary.count, into: codes.mutable(UInt32.self) + dense.count)
      dense.count += count
      return
    }
    let out = valueMemory(capacity, &dense)
    try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: min(count, 1024)) { scratch in
      guard let codes = scratch.baseAddress else { return }
      var done = 0
      while done < count {
        let step = min(1024, count - done)
        try values.readCodes(step, limit: dictionary.count, into: codes)
        Self.gather(dictionary.values, codes, step, width: conversion.width, into: out, at: dense.count + done)
        done += step
      }
    }
    if conversion.isViews {
      for heap in dictionary.heaps where !dense.heaps.contains(where: { $0 === heap }) { dense.heaps.append(heap) }
    }
    dense.count += count
  }

  private func valueMemory(_ capacity: Int, _ dense: inout DenseValues) -> Buffer {
    if let values = dense.values { return values }
    let values = BlockPool.shared.buffer(byteCount: max(capacity, 1) * conversion.width)
    dense.values = values
    return values
  }

  /// Replaces codes by the values that they stand for, when a page without codes follows.
  func abandonCodes(capacity: Int, _ dense: inout DenseValues) throws {
    guard let codes = dense.codes, let dictionary else { return }
    dense.codes = nil
    let out = valueMemory(capacity, &dense)
    Self.gather(dictionary.values, codes.pointer(UInt32.self), dense.count, width: conversion.width, into: out, at: 0)
    dense.heaps += dictionary.heaps
  }

  private static func gather(
    _ dictionary: Buffer, _ codes: UnsafePointer<UInt32>, _ count: Int, width: Int, into target: Buffer, at position: Int
  ) {
    switch width {
    case 1: gather(dictionary.pointer(UInt8.self), codes, count, target.mutable(UInt8.self) + position)
    case 2: gather(dictionary.pointer(UInt16.self), codes, count, target.mutable(UInt16.self) + position)
    case 4: gather(dictionary.pointer(UInt32.self), codes, count, target.mutable(UInt32.self) + position)
    case 8: gather(dictionary.pointer(UInt64.self), codes, count, target.mutable(UInt64.self) + position)
    default: gather(dictionary.pointer(StringView.self), codes, count, target.mutable(StringView.self) + position)
    }
  }

  @inline(__always)
  private static func gather<T>(
    _ dictionary: UnsafePointer<T>, _ codes: UnsafePointer<UInt32>, _ count: Int, _ out: UnsafeMutablePointer<T>
  ) {
    for index in 0..<count { out[index] = dictionary[Int(codes[index])] }
  }

  /// The vector of `count` slots: `dense` values at the valid ones.
  func finish(_ dense: DenseValues, validity: Bitmap?, count: Int) -> Vector {
    let validity = validity.flatMap { $0.allSet ? nil : $0 }
    if dense.count == 0, count > 0 { return .nulls(type, count: count) }
    if let codes = dense.codes, let shared = dictionary?.shared {
      if let validity { Self.spread(codes, dense.count, validity, width: 4) }
      return Vector(type: type, count: count, validity: validity, layout: .dictionary(indices: codes, values: shared))
    }
    let values = dense.values ?? Buffer(byteCount: 0)
    if let validity {
      Self.spread(values, dense.count, validity, width: conversion.width)
      if conversion.isViews { Self.clearViews(values, validity) }
    }
    return Vector(type: type, count: count, values: values, validity: validity, heaps: dense.heaps)
  }

  /// Moves dense values to the places of the set bits, from the end on, in place.
  private static func spread(_ values: Buffer, _ dense: Int, _ validity: Bitmap, width: Int) {
    switch width {
    case 1: spread(values.mutable(UInt8.self), dense, validity)
    case 2: spread(values.mutable(UInt16.self), dense, validity)
    case 4: spread(values.mutable(UInt32.self), dense, validity)
    case 8: spread(values.mutable(UInt64.self), dense, validity)
    default: spread(values.mutable(StringView.self), dense, validity)
    }
  }

  @inline(__always)
  private static func spread<T>(_ values: UnsafeMutablePointer<T>, _ dense: Int, _ validity: Bitmap) {
    let words = validity.words
    var from = dense &- 1
    var row = validity.count &- 1
    while row > from {
      // Nulls take a neighbour's value, which keeps codes in range.
      values[row] = values[max(from, 0)]
      from &-= Int((words[row &>> 6] &>> UInt64(row & 63)) & 1)
      row &-= 1
    }
  }

  private static func clearViews(_ values: Buffer, _ validity: Bitmap) {
    let views = values.mutable(StringView.self)
    let words = validity.words
    for row in 0..<validity.count {
      let mask = 0 &- ((words[row &>> 6] &>> UInt64(row & 63)) & 1)
      views[row].head &= mask
      views[row].tail &= mask
    }
  }
}
