import RedstartColumnar
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// An aggregate function over the frames of a task's rows.
///
/// Rows with equal frames share a result. Frames that are short in sum are spelled out and aggregated as groups, many at a time;
/// long frames that begin with their partition are aggregated step by step, each row once.
struct WindowAggregation {
  private let function: BoundAggregate
  private let arguments: [Vector]
  private let count: Int
  private let starts: Buffer
  private let ends: Buffer
  /// Frame rows spelled out at once.
  private static let block = 1 << 16

  init(_ function: BoundAggregate, _ arguments: [Vector], _ rows: WindowRows, _ filter: WindowFilter?) {
    self.function = function
    self.arguments = arguments
    count = rows.count
    starts = filter.map { $0.mapped(rows.frameStarts, count: rows.count) } ?? rows.frameStarts
    ends = filter.map { $0.mapped(rows.frameEnds, count: rows.count) } ?? rows.frameEnds
  }

  /// The result of each row.
  func results() throws -> Vector {
    let (numbers, frames) = distinctFrames()
    let pieces = try aggregate(frames)
    let all = Vector.concatenate(pieces, type: function.type)
    return all.gather(Selection(numbers, count: count))
  }

  private struct Frame {
    var start: Int32
    var end: Int32
    var size: Int { Int(end) - Int(start) }
  }

  /// The frames that differ from the row before, and for each row the number of its frame.
  private func distinctFrames() -> (numbers: Buffer, frames: [Frame]) {
    let numbers = Buffer(count: max(count, 1), of: Int32.self)
    let out = numbers.mutable(Int32.self)
    let start = starts.pointer(Int32.self)
    let end = ends.pointer(Int32.self)
    var frames: [Frame] = []
    for row in 0..<count {
      if row == 0 || start[row] != start[row &- 1] || end[row] != end[row &- 1] {
        frames.append(Frame(start: start[row], end: end[row]))
      }
      out[row] = Int32(truncatingIfNeeded: frames.count &- 1)
    }
    return (numbers, frames)
  }

  private func aggregate(_ frames: [Frame]) throws -> [Vector] {
    var pieces: [Vector] = []
    var position = 0
    while position < frames.count {
      // Frames that grow from one start.
      var next = position + 1
      var size = frames[position].size
      while next < frames.count, frames[next].start == frames[position].start, frames[next].end >= frames[next - 1].end {
        size += frames[next].size
        next += 1
      }
      if next - position > 1, size > 64 * (frames[next - 1].size + 1) {
        pieces += try grow(frames[position..<next])
        position = next
        continue
      }
      // As many frames as make a block, whatever their starts, up to the next long run.
      var end = position
      var rows = 0
      while end < frames.count, end == position || rows + frames[end].size <= Self.block, end - position < Self.block {
        if end >= next, isLongRun(frames, end) { break }
        rows += frames[end].size
        end += 1
      }
      pieces.append(try spellOut(frames[position..<end], rows))
      position = end
    }
    return pieces
  }

  /// Whether a run of growing frames that is worth aggregating step by step begins there.
  private func isLongRun(_ frames: [Frame], _ position: Int) -> Bool {
    let probe = position + 128
    guard position == 0 || frames[position].start != frames[position - 1].start else { return false }
    return probe < frames.count && frames[probe].start == frames[position].start && frames[probe].end >= frames[probe - 1].end
  }

  /// Growing frames: each row is added once.
  private func grow(_ frames: ArraySlice<Frame>) throws -> [Vector] {
    let accumulator = function.makeAccumulator()
    accumulator.resize(groupCount: 1)
    var pieces: [Vector] = []
    pieces.reserveCapacity(frames.count)
    var position = frames.first.map { Int($0.start) } ?? 0
    for frame in frames {
      let end = Int(frame.end)
      if end > position {
        let rows = arguments.map { $0.slice(position..<end) }
        try accumulator.updateSingle(arguments: rows.map { $0.isConstant ? $0 : $0.flattened() }, count: end - position)
        position = end
      }
      pieces.append(try accumulator.finish())
    }
    return pieces
  }

  /// The rows of each frame as a group.
  private func spellOut(_ frames: ArraySlice<Frame>, _ size: Int) throws -> Vector {
    let accumulator = function.makeAccumulator()
    accumulator.resize(groupCount: frames.count)
    if size > 0 {
      let indices = Buffer(count: size, of: Int32.self)
      let groups = Buffer(count: size, of: Int32.self)
      let index = indices.mutable(Int32.self)
      let group = groups.mutable(Int32.self)
      var position = 0
      for (number, frame) in frames.enumerated() {
        for row in frame.start..<frame.end {
          index[position] = row
          group[position] = Int32(truncatingIfNeeded: number)
          position &+= 1
        }
      }
      let selection = Selection(indices, count: size)
      let rows = arguments.map { argument in
        let part = argument.gather(selection)
        return part.isConstant ? part : part.flattened()
      }
      try accumulator.update(groups: groups.pointer(Int32.self), arguments: rows, count: size)
    }
    return try accumulator.finish()
  }
}
