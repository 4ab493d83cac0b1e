import RedstartCodecs
import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory

/// Cuts bytes into records and fields.
///
/// One pass looks at 64 bytes at a time for separators, quotes and line ends. A record in which a quote or escape means more than
/// "this value is quoted" goes to ``CarefulTokenizer``.
final class RecordTokenizer {
  typealias Bytes = UnsafePointer<UInt8>

  private let options: CSVOptions
  private let columnCount: Int
  /// The slot of each column, -1 for those that nobody wants.
  private let slots: UnsafeMutablePointer<Int32>
  private let careful: CarefulTokenizer
  /// The bytes of the null value, then those of the empty value.
  let constants: Buffer
  private let nullCount: Int
  private let emptyCount: Int
  private let ends: LineEnds
  private let alwaysCareful: Bool

  /// Which bytes end a record.
  struct LineEnds {
    /// The byte that ends a record.
    var byte = UInt8(ascii: "\n")
    /// Whether a carriage return alone ends one.
    var carriageReturn = true
    /// Whether a carriage return before a line feed belongs to the line end.
    var pair = true
    /// All bytes of a line end of several bytes.
    var long: [UInt8]?
    /// A byte that sends the record to the careful tokenizer.
    var special = UInt8(ascii: "\r")
  }

  /// `separator` is the line end of a multi-line file (see ``LineEnd/detect(_:_:)``).
  init(_ options: CSVOptions, columnCount: Int, slots wanted: [Int?], separator: (UInt8, UInt8) = (10, 0)) {
    self.options = options
    self.columnCount = columnCount
    slots = .allocate(capacity: max(columnCount, 1))
    for column in 0..<columnCount { slots[column] = Int32(wanted[column] ?? -1) }
    careful = CarefulTokenizer(options, separator: options.multiLine ? separator : (0, 0))
    constants = Buffer(byteCount: options.nullValue.count + options.emptyValue.count + 64)
    let target = constants.mutable(UInt8.self)
    for (index, byte) in (options.nullValue + options.emptyValue).enumerated() { target[index] = byte }
    nullCount = options.nullValue.count
    emptyCount = options.emptyValue.count
    var ends = LineEnds()
    if options.multiLine {
      ends.carriageReturn = separator.0 == 13 && separator.1 == 0
      ends.pair = separator.0 == 13 && separator.1 == 10
      // Rare line ends of multi-line files are left to the careful tokenizer.
      if separator.0 != 10, !(separator.0 == 13 && (separator.1 == 10 || separator.1 == 0)) { ends.long = [separator.0] }
    } else if let given = options.lineSeparator {
      ends = LineEnds(byte: given[0], carriageReturn: false, pair: false, long: given.count > 1 ? given : nil, special: 0)
    }
    self.ends = ends
    alwaysCareful =
      options.delimiter.count > 1 || ends.long != nil || options.maxCharacters != nil || ends.byte == options.delimiter[0]
      || options.delimiter[0] == options.quote
  }

  deinit { slots.deallocate() }

  /// Fills `block` with records from `start`, which begins one; returns where the next one begins.
  func fill(_ block: RecordBlock, _ start: Bytes, _ end: Bytes, heap: StringHeap) throws -> Bytes {
    alwaysCareful
      ? try fillCarefully(block, start, end, heap) : try fillQuickly(block, start, end, heap)
  }

  private func fillQuickly(_ block: RecordBlock, _ start: Bytes, _ end: Bytes, _ heap: StringHeap) throws -> Bytes {
    let starts = block.starts
    let lengths = block.lengths
    let slots = self.slots
    let columnCount = self.columnCount
    let multiLine = options.multiLine
    let delimiter = options.delimiter[0]
    let quote = options.quote
    let escape = options.escape
    let comment = options.comment
    // An escape of escapes that is a character of its own vanishes from some values.
    let oddEscape = options.escapeEscape != 0 && options.escapeEscape != escape && options.escapeEscape != quote
    let trimLeading = options.ignoreLeadingWhiteSpace
    let trimTrailing = options.ignoreTrailingWhiteSpace
    let lineEnd = ends.byte
    let special = ends.special
    let (carriageReturn, pair) = (ends.carriageReturn, ends.pair)
    let nullStart = constants.pointer(UInt8.self)
    let nullCount = Int32(self.nullCount)
    let emptyStart = nullStart + self.nullCount
    let emptyCount = Int32(self.emptyCount)
    let (laneA, laneB) = (ByteScan.lane(delimiter), ByteScan.lane(quote))
    let (laneC, laneD) = (ByteScan.lane(lineEnd), ByteScan.lane(special))
    let laneE = ByteScan.lane(escape)
    let capacity = RecordBlock.capacity
    var row = 0
    var base = start
    var mask = base < end ? ByteScan.bits64(base, laneA, laneB, laneC, laneD) : 0
    var line = start

    records: while row < capacity, line < end {
      if comment != 0, line.pointee == comment {
        line = multiLine ? endOfComment(line, end) : nextLine(line, end).next
        base = line
        mask = base < end ? ByteScan.bits64(base, laneA, laneB, laneC, laneD) : 0
        continue
      }
      var column = 0
      var field = line
      var quoted: Bytes?
      var stop = end
      var next = end
      scan: while true {
        while mask == 0 {
          base += 64
          if base >= end { break scan }
          mask = ByteScan.bits64(base, laneA, laneB, laneC, laneD)
        }
        let at = base + mask.trailingZeroBitCount
        mask &= mask &- 1
        if at >= end { break }
        let byte = at.pointee
        if byte == delimiter {
          if column < columnCount {
            let slot = Int(slots[column])
            if slot >= 0 {
              let index = slot &* capacity &+ row
              if let quoted {
                let count = Int32(truncatingIfNeeded: quoted - field)
                starts[index] = count == 0 ? emptyStart : field
                lengths[index] = count == 0 ? emptyCount : count
              } else {
                var from = field
                var to = at
                if trimLeading { while from < to, from.pointee <= 32 { from += 1 } }
                if trimTrailing { while from < to, to[-1] <= 32 { to -= 1 } }
                let count = Int32(truncatingIfNeeded: to - from)
                starts[index] = count == 0 ? nullStart : from
                lengths[index] = count == 0 ? nullCount : count
              }
            }
          }
          quoted = nil
          column &+= 1
          field = at + 1
        } else if byte == lineEnd {
          stop = at
          next = at + 1
          break
        } else if byte == quote {
          // A quote within a value is an ordinary character.
          if at != field {
            guard trimLeading else { continue }
            // Leading spaces may make it the first one.
            (row, line) = try careRecord(block, line, end, row, heap)
            base = line
            mask = base < end ? ByteScan.bits64(base, laneA, laneB, laneC, laneD) : 0
            continue records
          }
          // Behind the opening quote: up to a closing one, if nothing else matters before.
          let content = at + 1
          let close =
            multiLine
            ? ByteScan.first(content, end, laneB, laneE, laneB, pair || carriageReturn ? laneD : laneB)
            : ByteScan.first(content, end, laneB, laneE, laneC, laneD)
          let after = close + 1
          let simple =
            close < end && close.pointee == quote
            && (after == end || after.pointee == delimiter || after.pointee == lineEnd
              || (after.pointee == 13 && (carriageReturn || (pair && after + 1 < end && after[1] == 10))))
            && !(close == content && after == end) && (!oddEscape || after < end && after.pointee == delimiter)
          guard simple else {
            (row, line) = try careRecord(block, line, end, row, heap)
            base = line
            mask = base < end ? ByteScan.bits64(base, laneA, laneB, laneC, laneD) : 0
            continue records
          }
          field = content
          quoted = close
          // Go on behind the closing quote.
          let behind = after - base
          if behind < 64 {
            mask &= ~0 &<< UInt64(behind)
          } else {
            base = after
            if base >= end {
              mask = 0
              break
            }
            mask = ByteScan.bits64(base, laneA, laneB, laneC, laneD)
          }
          continue
        } else {
          // The special byte: a carriage return, or a zero byte where a chosen byte ends lines.
          if byte == 13 {
            if pair, at + 1 < end, at[1] == 10 {
              stop = at
              next = at + 2
              mask = next < base + 64 ? mask & (~0 &<< UInt64(next - base)) : 0
              if next > base + 63, next < end {
                base = next
                mask = ByteScan.bits64(base, laneA, laneB, laneC, laneD)
              }
              break
            }
            if carriageReturn {
              stop = at
              next = at + 1
              break
            }
            continue
          }
          (row, line) = try careRecord(block, line, end, row, heap)
          base = line
          mask = base < end ? ByteScan.bits64(base, laneA, laneB, laneC, laneD) : 0
          continue records
        }
      }
      // The line is [line, stop); its last field begins at `field`.
      if column == 0, stop == line || ((!multiLine || trimLeading) && line.pointee <= 32 && isBlank(line, stop)) {
        line = next
        continue
      }
      if !multiLine, line.pointee <= 32, delimiter <= 32, isBlank(line, stop) {
        line = next
        continue
      }
      if column < columnCount {
        let slot = Int(slots[column])
        if slot >= 0 {
          let index = slot &* capacity &+ row
          if let quoted {
            let count = Int32(truncatingIfNeeded: quoted - field)
            starts[index] = count == 0 ? emptyStart : field
            lengths[index] = count == 0 ? emptyCount : count
          } else {
            var from = field
            var to = stop
            if trimLeading { while from < to, from.pointee <= 32 { from += 1 } }
            if trimTrailing { while from < to, to[-1] <= 32 { to -= 1 } }
            let count = Int32(truncatingIfNeeded: to - from)
            starts[index] = count == 0 ? nullStart : from
            lengths[index] = count == 0 ? nullCount : count
          }
        }
      }
      finish(block, row, line, stop, fields: column &+ 1)
      if column &+ 1 > options.maxColumns { throw tooManyColumns() }
      row &+= 1
      line = next
    }
    block.count = row
    return line
  }

  /// Notes the ends of a record and fills up its missing fields.
  @inline(__always)
  private func finish(_ block: RecordBlock, _ row: Int, _ start: Bytes, _ end: Bytes, fields: Int) {
    block.lineStarts[row] = start
    block.lineEnds[row] = end
    if fields == columnCount {
      block.flaws[row] = RecordBlock.Flaw.none
      return
    }
    block.flaws[row] = RecordBlock.Flaw.fieldCount
    var column = fields
    while column < columnCount {
      let slot = Int(slots[column])
      if slot >= 0 {
        block.starts[slot &* RecordBlock.capacity &+ row] = constants.pointer(UInt8.self)
        block.lengths[slot &* RecordBlock.capacity &+ row] = Int32(nullCount)
      }
      column &+= 1
    }
  }

  private func fillCarefully(_ block: RecordBlock, _ start: Bytes, _ end: Bytes, _ heap: StringHeap) throws -> Bytes {
    var row = 0
    var line = start
    while row < RecordBlock.capacity, line < end {
      (row, line) = try careRecord(block, line, end, row, heap)
    }
    block.count = row
    return line
  }

  /// Tokenizes the record at `line` with care; the row stays the same when there is none.
  private func careRecord(
    _ block: RecordBlock, _ line: Bytes, _ end: Bytes, _ row: Int, _ heap: StringHeap
  ) throws -> (row: Int, next: Bytes) {
    var stop = end
    var next = end
    var start = line
    let found: Bool
    do {
      if options.multiLine {
        let before = line
        found = try careful.read(line, end - line)
        next = line + careful.at
        stop = next
        while start < stop, start.pointee == 10 || start.pointee == 13 { start += 1 }
        if stop > before, stop[-1] == 10 { stop -= 1 }
        if stop > before, stop[-1] == 13 { stop -= 1 }
        if !found { return (row, end) }
      } else {
        (stop, next) = nextLine(line, end)
        if isBlank(line, stop) || (options.comment != 0 && line.pointee == options.comment) { return (row, next) }
        found = try careful.read(line, stop - line)
      }
    } catch is CarefulTokenizer.UnescapedQuote {
      throw SparkError(
        "MALFORMED_CSV_RECORD",
        ["badRecord": String(decoding: UnsafeBufferPointer(start: line, count: stop - line), as: UTF8.self)])
    }
    guard found else {
      finish(block, row, line, stop, fields: 0)
      block.flaws[row] = RecordBlock.Flaw.empty
      return (row + 1, next)
    }
    let count = careful.fieldCount
    if count > options.maxColumns { throw tooManyColumns() }
    let size = careful.bytes.count
    // Sixteen bytes of slack: conversions load whole words.
    let copy = heap.allocate(size + 16)
    careful.bytes.withUnsafeBufferPointer { bytes in
      if let base = bytes.baseAddress { copy.update(from: base, count: size) }
    }
    var from = 0
    for column in 0..<count {
      let to = careful.ends[column]
      if let limit = options.maxCharacters, to - from > limit { throw tooManyCharacters(limit) }
      if column < columnCount, slots[column] >= 0 {
        let index = Int(slots[column]) * RecordBlock.capacity + row
        block.starts[index] = to < 0 ? constants.pointer(UInt8.self) : UnsafePointer(copy + from)
        block.lengths[index] = Int32(truncatingIfNeeded: to < 0 ? nullCount : to - from)
      }
      if to >= 0 { from = to }
    }
    finish(block, row, start, stop, fields: count)
    return (row + 1, next)
  }

  /// Where the line at `start` ends and the next one begins; lines know no quotes.
  func nextLine(_ start: Bytes, _ end: Bytes) -> (stop: Bytes, next: Bytes) {
    LineEnd.next(start, end, options.lineSeparator)
  }

  private func endOfComment(_ start: Bytes, _ end: Bytes) -> Bytes {
    var at = start
    while at < end {
      if at.pointee == 10 { return at + 1 }
      if at.pointee == 13, ends.carriageReturn { return at + 1 }
      at += 1
    }
    return end
  }

  private func isBlank(_ start: Bytes, _ end: Bytes) -> Bool {
    var at = start
    while at < end, at.pointee <= 32 { at += 1 }
    return at == end
  }

  private func tooManyColumns() -> SparkError {
    SparkError("MALFORMED_CSV_RECORD", ["badRecord": "more than \(options.maxColumns) columns (option maxColumns)"])
  }

  private func tooManyCharacters(_ limit: Int) -> SparkError {
    SparkError("MALFORMED_CSV_RECORD", ["badRecord": "more than \(limit) characters in a value (option maxCharsPerColumn)"])
  }
}
