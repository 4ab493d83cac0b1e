import Foundation
import RedstartColumnar
import RedstartConnectors
import RedstartTypes
import Testing

@testable import RedstartParquetSource

/// Forms that no current writer makes: files put together by hand, byte by byte after the format's description.
struct OldFormsTests {
  private func element(
    _ name: String, _ repetition: Repetition, _ type: PhysicalKind? = nil, children: Int = 0, _ logical: LogicalKind? = nil
  )
    -> SchemaElement
  {
    var element = SchemaElement()
    element.name = name
    element.repetition = repetition
    element.type = type
    element.childCount = children
    element.logical = logical
    return element
  }

  private struct Column {
    let path: [String]
    let header: PageHeader
    let body: [UInt8]
  }

  private func file(_ name: String, _ schema: [SchemaElement], rows: Int, _ columns: [Column]) throws -> String {
    var bytes = Array("PAR1".utf8)
    var footer = Footer()
    footer.schema = schema
    footer.rowCount = rows
    var group = RowGroup()
    group.rowCount = rows
    for column in columns {
      var chunk = ColumnChunk()
      chunk.type = .int32
      chunk.path = column.path
      chunk.valueCount = column.header.valueCount
      chunk.dataPageOffset = bytes.count
      bytes += column.header.encoded() + column.body
      chunk.compressedSize = bytes.count - chunk.dataPageOffset
      chunk.uncompressedSize = chunk.compressedSize
      group.columns.append(chunk)
    }
    footer.rowGroups = [group]
    let end = footer.encoded()
    bytes += end + (0..<4).map { UInt8(truncatingIfNeeded: end.count >> (8 * $0)) } + Array("PAR1".utf8)
    let path = WriterTests.path("old-" + name)
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  private func integers(_ values: [Int32]) -> [UInt8] {
    values.flatMap { value in withUnsafeBytes(of: value.littleEndian) { Array($0) } }
  }

  /// Levels as one bit-packed run of the hybrid encoding, behind their length.
  private func levels(_ values: [UInt8], width: Int) -> [UInt8] {
    let out = ByteBuilder()
    values.withUnsafeBufferPointer { values in
      if let base = values.baseAddress { HybridEncoder.encode(base, count: values.count, width: width, into: out) }
    }
    let bytes = Array(out.bytes)
    return withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { Array($0) } + bytes
  }

  /// A repeated field by itself is a list that is never null, as protocol buffers were stored.
  @Test func repeatedField() throws {
    // [[1,2],[],[3]]
    let body = levels([0, 1, 0, 0], width: 1) + levels([1, 1, 0, 1], width: 1) + integers([1, 2, 3])
    let header = PageHeader(.data, values: 4, encoding: .plain, uncompressed: body.count, compressed: body.count)
    let path = try file(
      "repeated", [element("root", .required, children: 1), element("r", .repeated, .int32)], rows: 3,
      [Column(path: ["r"], header: header, body: body)])
    let rows = try Rows(path)
    #expect(rows.schema.fields[0].type == .array(.integer, containsNull: true))
    #expect(rows.lines(0) == ["[1,2]", "[]", "[3]"])
  }

  @Test func repeatedGroup() throws {
    // [{1,10},{2,null}], []
    let repetition = levels([0, 1, 0], width: 1)
    let a = repetition + levels([1, 1, 0], width: 1) + integers([1, 2])
    let b = repetition + levels([2, 1, 0], width: 2) + integers([10])
    func header(_ body: [UInt8]) -> PageHeader {
      PageHeader(.data, values: 3, encoding: .plain, uncompressed: body.count, compressed: body.count)
    }
    let path = try file(
      "repeated-group",
      [
        element("root", .required, children: 1), element("g", .repeated, children: 2), element("a", .required, .int32),
        element("b", .optional, .int32),
      ], rows: 2,
      [Column(path: ["g", "a"], header: header(a), body: a), Column(path: ["g", "b"], header: header(b), body: b)])
    let rows = try Rows(path)
    #expect(rows.lines(0) == ["[(1,10),(2,~)]", "[]"])
    // One field of the group alone.
    let part = StructType([StructField("g", .array(.struct(StructType([StructField("b", .integer)])), containsNull: true))])
    #expect(try Rows(path, required: part).lines(0) == ["[(10),(~)]", "[]"])
    // Only fields that the file lacks: the lists are still there.
    let none = StructType([StructField("g", .array(.struct(StructType([StructField("z", .string)])), containsNull: true))])
    #expect(try Rows(path, required: none).lines(0) == ["[(~),(~)]", "[]"])
  }

  /// A list of two levels: the repeated field is the element.
  @Test func listOfTwoLevels() throws {
    // [1,2], null, [], [3]
    let body = levels([0, 1, 0, 0, 0], width: 1) + levels([2, 2, 0, 1, 2], width: 2) + integers([1, 2, 3])
    let header = PageHeader(.data, values: 5, encoding: .plain, uncompressed: body.count, compressed: body.count)
    let path = try file(
      "two-levels",
      [
        element("root", .required, children: 1), element("l", .optional, children: 1, .list), element("array", .repeated, .int32),
      ], rows: 4, [Column(path: ["l", "array"], header: header, body: body)])
    #expect(try Rows(path).lines(0) == ["[1,2]", "~", "[]", "[3]"])
  }

  /// Levels in the deprecated packing, highest bit first and without a length.
  @Test func packedLevels() throws {
    let valid = [true, false, true, true, false, false, true, false, false, true, true]
    var packed = [UInt8](repeating: 0, count: 2)
    for (index, flag) in valid.enumerated() where flag { packed[index / 8] |= 128 >> UInt8(index % 8) }
    let body = packed + integers([1, 2, 3, 4, 5, 6])
    var header = PageHeader(.data, values: valid.count, encoding: .plain, uncompressed: body.count, compressed: body.count)
    header.definitionEncoding = .bitPacked
    let path = try file(
      "packed-levels", [element("root", .required, children: 1), element("i", .optional, .int32)], rows: valid.count,
      [Column(path: ["i"], header: header, body: body)])
    #expect(try Rows(path).lines(0) == ["1", "~", "2", "3", "~", "~", "4", "~", "~", "5", "6"])
  }

  /// Every width and every start inside of a group of eight.
  @Test func unpacking() {
    var generator = SeededGenerator(seed: 2)
    for width in 1...32 {
      let count = 130
      let mask: UInt64 = (1 << UInt64(width)) - 1
      let values = (0..<count).map { _ in UInt32(truncatingIfNeeded: UInt64.random(in: 0...mask, using: &generator)) }
      var bytes = [UInt8](repeating: 0, count: count * width / 8 + 24)
      for (index, value) in values.enumerated() {
        for bit in 0..<width where value >> UInt32(bit) & 1 == 1 {
          bytes[(index * width + bit) / 8] |= 1 << UInt8((index * width + bit) % 8)
        }
      }
      for start in 0..<20 {
        for length in [0, 1, 7, 8, 9, 31, 100] {
          var out = [UInt32](repeating: 0, count: 110)
          BitUnpacking.unpack(bytes, width: width, start: start, count: length, into: &out)
          #expect(Array(out.prefix(length)) == Array(values[start..<(start + length)]))
        }
      }
    }
  }

  /// What the run encoder writes, the decoder reads, in pieces of any size.
  @Test func runs() throws {
    var generator = SeededGenerator(seed: 8)
    for round in 0..<200 {
      let width = round % 12
      var values: [UInt32] = []
      while values.count < round * 3 {
        let value = UInt32.random(in: 0...max(0, 1 << UInt32(width) - 1), using: &generator) & ((1 << UInt32(width)) - 1)
        values += [UInt32](repeating: value, count: Int.random(in: 1...(round % 3 == 0 ? 40 : 2), using: &generator))
      }
      let out = ByteBuilder()
      values.withUnsafeBufferPointer {
        if let base = $0.baseAddress { HybridEncoder.encode(base, count: $0.count, width: width, into: out) }
      }
      var decoder = try HybridDecoder(out.bytes, width: width)
      var read: [UInt32] = []
      while read.count < values.count {
        let step = min(Int.random(in: 1...37, using: &generator), values.count - read.count)
        if step % 5 == 0 {
          try decoder.skip(step)
          read += values[read.count..<(read.count + step)]
          continue
        }
        var part = [UInt32](repeating: 0, count: step)
        try decoder.decode(step, into: &part)
        read += part
      }
      #expect(read == values)
    }
  }
}
