import Foundation
import RedstartColumnar
import RedstartEvaluation
import RedstartLogicalPlan
import RedstartMemory
import Synchronization

/// The table of a build side with what its probing tasks leave behind.
final class SharedBuild: Sendable {
  let table: JoinHashTable
  let matches: MatchFlags?
  private let probing: ProbeLatch

  init(_ table: JoinHashTable, probeTasks: Int, tracksMatches: Bool) {
    self.table = table
    matches = tracksMatches ? MatchFlags(count: table.batch.count) : nil
    probing = ProbeLatch(probeTasks)
  }

  func probeFinished(_ partition: Int) { probing.finish(partition) }

  /// Waits until every probing task is through; tasks start in order, so those before this one are running or done.
  func waitForProbes(_ task: TaskContext) throws { try probing.wait(task) }
}

/// Counts down the probing tasks of a join.
///
/// `@unchecked Sendable`: the set is guarded by `condition`.
private final class ProbeLatch: @unchecked Sendable {
  private let condition = NSCondition()
  private var open: Set<Int>

  init(_ count: Int) { open = Set(0..<count) }

  func finish(_ partition: Int) {
    condition.lock()
    open.remove(partition)
    if open.isEmpty { condition.broadcast() }
    condition.unlock()
  }

  func wait(_ task: TaskContext) throws {
    condition.lock()
    defer { condition.unlock() }
    while !open.isEmpty {
      try task.checkCancelled()
      _ = condition.wait(until: Date().addingTimeInterval(0.05))
      if task.job.hasFailed { return }
    }
  }
}

/// Finds the build rows that may match the rows of a probe batch.
protocol JoinCandidates: AnyObject {
  /// Starts a batch.
  func begin(_ batch: RecordBatch) throws
  /// Writes the next pairs of probe and build row; 0 at the end of the batch.
  func fill(_ probe: UnsafeMutablePointer<Int32>, _ build: UnsafeMutablePointer<Int32>, capacity: Int) -> Int
  /// The first candidate of each row, when no pair needs a look: existence without a condition.
  var firstMatches: UnsafePointer<Int32>? { get }
  /// Whether a probe row has one candidate at most, and all come in one go.
  var isUnique: Bool { get }
  /// Probe rows that count as matched whatever they meet (nulls of NOT IN).
  var alwaysMatched: Bitmap? { get }
}

/// Candidates by equal keys.
final class HashCandidates: JoinCandidates {
  private let table: JoinHashTable
  private let keys: CompiledProjection
  private let encoded: EncodedKeys
  private let dropNullProbes: Bool
  private var matches = Buffer(count: RecordBatch.targetRows, of: Int32.self)
  private var rows = 0
  private var row = 0
  private var pending: Int32 = -1

  init(_ table: JoinHashTable, _ keys: CompiledProjection, _ layout: KeyLayout, dropNullProbes: Bool) {
    self.table = table
    self.keys = keys
    self.dropNullProbes = dropNullProbes
    encoded = EncodedKeys(layout)
  }

  func begin(_ batch: RecordBatch) throws {
    rows = batch.count
    row = 0
    pending = -1
    if rows * 4 > matches.byteCount { matches = Buffer(count: rows, of: Int32.self) }
    encoded.encode(try keys.evaluate(batch).columns, count: rows)
    table.findFirst(encoded, into: matches.mutable(Int32.self))
  }

  var firstMatches: UnsafePointer<Int32>? { matches.pointer(Int32.self) }
  var isUnique: Bool { table.hasUniqueKeys }
  var alwaysMatched: Bitmap? { dropNullProbes ? encoded.nonNull?.inverted : nil }

  func fill(_ probe: UnsafeMutablePointer<Int32>, _ build: UnsafeMutablePointer<Int32>, capacity: Int) -> Int {
    let first = matches.pointer(Int32.self)
    var count = 0
    if table.hasUniqueKeys, row == 0, capacity >= rows {
      for index in 0..<rows {
        probe[count] = Int32(truncatingIfNeeded: index)
        build[count] = first[index]
        count &+= Int(unsafeBitCast(first[index] >= 0, to: UInt8.self))
      }
      row = rows
      return count
    }
    let chain = table.chain
    var row = self.row
    var candidate = pending
    while row < rows {
      if candidate < 0 { candidate = first[row] }
      while candidate >= 0 {
        if count == capacity {
          self.row = row
          pending = candidate
          return count
        }
        probe[count] = Int32(truncatingIfNeeded: row)
        build[count] = candidate
        count &+= 1
        candidate = chain[Int(candidate)]
      }
      row &+= 1
    }
    self.row = row
    pending = -1
    return count
  }
}

/// Every build row for every probe row.
final class AllCandidates: JoinCandidates {
  private let buildRows: Int
  private var rows = 0
  private var row = 0
  private var position = 0

  init(_ buildRows: Int) { self.buildRows = buildRows }

  func begin(_ batch: RecordBatch) {
    rows = buildRows == 0 ? 0 : batch.count
    row = 0
    position = 0
  }

  var firstMatches: UnsafePointer<Int32>? { nil }
  var isUnique: Bool { buildRows == 1 }
  var alwaysMatched: Bitmap? { nil }

  func fill(_ probe: UnsafeMutablePointer<Int32>, _ build: UnsafeMutablePointer<Int32>, capacity: Int) -> Int {
    var count = 0
    while row < rows && count < capacity {
      probe[count] = Int32(truncatingIfNeeded: row)
      build[count] = Int32(truncatingIfNeeded: position)
      count &+= 1
      position &+= 1
      if position == buildRows {
        position = 0
        row &+= 1
      }
    }
    return count
  }
}

/// Streams the probe side by the candidates and puts out the rows that the join's type keeps.
final class JoinIterator: BatchIterator {
  private let join: JoinShape
  private let input: any BatchIterator
  private let candidates: any JoinCandidates
  private let build: SharedBuild
  private let partition: Int
  private let task: TaskContext
  private var batch: RecordBatch?
  /// Which rows of the batch have found a match; used when unmatched ones matter.
  private var matched: [UInt8] = []
  private let tracksProbe: Bool

  init(
    _ join: JoinShape, _ input: any BatchIterator, _ candidates: any JoinCandidates, _ build: SharedBuild, _ partition: Int,
    _ task: TaskContext
  ) {
    self.task = task
    self.join = join
    self.input = input
    self.candidates = candidates
    self.build = build
    self.partition = partition
    tracksProbe = join.preservesProbe || (join.isExistence && join.build == .right)
  }

  /// A task that a limit ends early will not probe any more either.
  deinit { build.probeFinished(partition) }

  func next() throws -> RecordBatch? {
    while true {
      if batch == nil {
        guard let next = try input.next() else {
          build.probeFinished(partition)
          return nil
        }
        if next.count == 0 { continue }
        batch = next
        try candidates.begin(next)
        if tracksProbe { matched = [UInt8](repeating: 0, count: next.count) }
        if join.isExistence, join.build == .right, join.condition == nil, let first = candidates.firstMatches {
          for row in 0..<next.count { matched[row] = unsafeBitCast(first[row] >= 0, to: UInt8.self) }
          batch = nil
          if let result = existence(next) { return result }
          continue
        }
      }
      guard let current = batch else { continue }
      if let result = try pairs(current) { return result }
      batch = nil
      if join.isExistence, join.build == .right {
        if let result = existence(current) { return result }
      } else if join.preservesProbe, let result = unmatchedProbe(current) {
        return result
      }
    }
  }

  /// The next rows with a partner; nil when the batch is through.
  private func pairs(_ current: RecordBatch) throws -> RecordBatch? {
    let capacity = max(RecordBatch.targetRows, current.count)
    while true {
      // A condition that drops all pairs keeps this loop from its input, where cancelling is noticed otherwise.
      try task.checkCancelled()
      let probeBuffer = Buffer(count: capacity, of: Int32.self)
      let buildBuffer = Buffer(count: capacity, of: Int32.self)
      var count = candidates.fill(probeBuffer.mutable(Int32.self), buildBuffer.mutable(Int32.self), capacity: capacity)
      if count == 0 { return nil }
      var probeRows = Selection(probeBuffer, count: count)
      var buildRows = Selection(buildBuffer, count: count)
      if let kept = try join.filter(current, probeRows, build.table.batch, buildRows) {
        probeRows = probeRows.composed(with: kept)
        buildRows = buildRows.composed(with: kept)
        count = kept.count
      }
      if let flags = build.matches {
        let rows = buildRows.indices
        for index in 0..<count { flags.set(Int(rows[index])) }
      }
      if tracksProbe {
        let rows = probeRows.indices
        matched.withUnsafeMutableBufferPointer { matched in
          for index in 0..<count { matched[Int(rows[index])] = 1 }
        }
      }
      if count == 0 || join.isExistence { continue }
      let isWhole = count == current.count && candidates.isUnique
      return join.assemble(current, isWhole ? nil : probeRows, build.table.batch, buildRows, count: count)
    }
  }

  private func existence(_ current: RecordBatch) -> RecordBatch? {
    let wanted: UInt8 = join.type == .leftSemi ? 1 : 0
    let always = candidates.alwaysMatched
    var rows: [Int32] = []
    for row in 0..<current.count {
      let isMatched = matched[row] | (always.map { $0[row] ? 1 : 0 } ?? 0)
      if isMatched == wanted { rows.append(Int32(truncatingIfNeeded: row)) }
    }
    if rows.isEmpty { return nil }
    let projected = RecordBatch(join.sources.map { current.columns[$0.ordinal] }, count: current.count)
    return rows.count == current.count ? projected : projected.gather(Selection(rows))
  }

  private func unmatchedProbe(_ current: RecordBatch) -> RecordBatch? {
    var rows: [Int32] = []
    for row in 0..<current.count where matched[row] == 0 { rows.append(Int32(truncatingIfNeeded: row)) }
    if rows.isEmpty { return nil }
    let nothing = Selection([Int32](repeating: -1, count: rows.count))
    return join.assemble(current, Selection(rows), build.table.batch, nothing, count: rows.count)
  }
}

/// The build rows that no task matched (outer joins), or that some task matched (semi joins that build the left side).
final class UnmatchedBuildIterator: BatchIterator {
  private let join: JoinShape
  private let build: SharedBuild
  private let task: TaskContext
  private var rows: Selection?
  private var position = 0

  init(_ join: JoinShape, _ build: SharedBuild, _ task: TaskContext) {
    self.join = join
    self.build = build
    self.task = task
  }

  func next() throws -> RecordBatch? {
    if rows == nil {
      try build.waitForProbes(task)
      rows = join.type == .leftSemi ? build.matches?.matched() : build.matches?.unmatched()
    }
    guard let rows, position < rows.count else { return nil }
    let end = min(position + RecordBatch.targetRows, rows.count)
    let part = Selection(rows.buffer.view(at: position * 4, byteCount: (end - position) * 4), count: end - position)
    position = end
    return join.assembleUnmatched(build.table.batch, part)
  }
}
