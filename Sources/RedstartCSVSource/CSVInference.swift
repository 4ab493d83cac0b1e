import Dispatch
import RedstartCodecs
import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes
import Synchronization

/// Finds the schema of CSV files: names from the first record, types from all rows, in parallel.
struct CSVInference {
  private let options: CSVOptions
  private let files: [FileEntry]
  private let environment: SourceEnvironment
  private let input: CSVInput

  init(_ options: CSVOptions, _ files: [FileEntry], _ environment: SourceEnvironment) {
    self.options = options
    self.files = files
    self.environment = environment
    input = CSVInput(files, options, parallelism: environment.parallelism)
  }

  func schema() throws -> StructType {
    guard let header = try firstRecord() else { return StructType() }
    let names = header.names(options, caseSensitive: environment.caseSensitive)
    guard options.inferSchema else { return StructType(names.map { StructField($0, .string) }) }
    let formats = try ValueFormats(options)
    let guesser = TypeGuesser(options, formats)
    let guesses = try refineAll(guesser, columns: names.count, header: header)
    return StructType(zip(names, guesses).map { StructField($0, $1.type) })
  }

  /// The first record of the first file that has one.
  private func firstRecord() throws -> HeaderLine? {
    for partition in input.partitions where partition.range.lowerBound == 0 {
      let blocks: TextBlocks
      if partition.isWhole {
        blocks = try input.open(partition)
      } else {
        // All of it, without cutting: only the beginning is looked at.
        blocks = try input.open(CSVPartition(file: partition.file, range: 0..<files[partition.file].size, isWhole: false))
      }
      while let (buffer, range) = try blocks.next() {
        let base = buffer.pointer(UInt8.self)
        if let header = try HeaderLine(options, base + range.lowerBound, base + range.upperBound) { return header }
      }
    }
    return nil
  }

  /// The guesses of all partitions, merged in the order of the data.
  private func refineAll(_ guesser: TypeGuesser, columns: Int, header: HeaderLine) throws -> [ColumnGuess] {
    let count = input.partitions.count
    let results = Mutex<[Int: Result<[ColumnGuess], SparkError>]>([:])
    let nextPartition = Atomic<Int>(0)
    let failed = Atomic<Bool>(false)
    let text = header.text
    DispatchQueue.concurrentPerform(iterations: max(1, min(environment.parallelism, count))) { _ in
      while !failed.load(ordering: .relaxed) {
        let index = nextPartition.add(1, ordering: .relaxed).oldValue
        if index >= count { return }
        let result: Result<[ColumnGuess], SparkError>
        do {
          result = .success(try refine(guesser, input.partitions[index], columns: columns, header: text))
        } catch let error as SparkError {
          result = .failure(error)
          failed.store(true, ordering: .relaxed)
        } catch {
          result = .failure(.internal("\(error)"))
          failed.store(true, ordering: .relaxed)
        }
        results.withLock { $0[index] = result }
      }
    }
    var merged = [ColumnGuess](repeating: .nothing, count: columns)
    let table = results.withLock { $0 }
    for index in 0..<count {
      guard let part = try table[index]?.get() else { continue }
      for column in 0..<columns {
        merged[column] = merged[column].merged(part[column], datesAreTimestamps: guesser.datesAreTimestamps)
      }
    }
    // A failed partition stops the others: report it even when it is not the first of the missing ones.
    for case .failure(let error) in table.values { throw error }
    return merged
  }

  private func refine(
    _ guesser: TypeGuesser, _ partition: CSVPartition, columns: Int, header: [UInt8]
  ) throws -> [ColumnGuess] {
    var guesses = [ColumnGuess](repeating: .nothing, count: columns)
    let block = RecordBlock(slotCount: columns)
    let blocks = try input.open(partition)
    var random = SplitMix64(seed: 1 &+ UInt64(partition.file) &* 1_000_003 &+ UInt64(partition.range.lowerBound))
    var tokenizer: RecordTokenizer?
    while let (buffer, range) = try blocks.next() {
      let base = buffer.pointer(UInt8.self)
      var cursor = base + range.lowerBound
      let end = base + range.upperBound
      if tokenizer == nil {
        let separator: (UInt8, UInt8) =
          !options.multiLine
          ? (10, 0) : options.lineSeparator.map { ($0[0], $0.count > 1 ? $0[1] : 0) } ?? LineEnd.detect(cursor, end - cursor)
        tokenizer = RecordTokenizer(options, columnCount: columns, slots: Array(0..<columns), separator: separator)
      }
      guard let tokenizer else { break }
      if blocks.isStart {
        blocks.begun()
        // Without multi-line values only a line that equals the first file's header is one.
        if options.header, let own = try HeaderLine(options, cursor, end), options.multiLine || own.text == header {
          cursor = own.next
        }
      }
      while cursor < end {
        if environment.isCancelled() { throw SparkError("OPERATION_CANCELED") }
        let heap = StringHeap()
        cursor = try tokenizer.fill(block, cursor, end, heap: heap)
        if options.samplingRatio < 1 { sample(block, &random) }
        for column in guesses.indices where guesses[column] != .string {
          let offset = column * RecordBlock.capacity
          guesser.refine(&guesses[column], block.starts + offset, block.lengths + offset, block.count)
        }
      }
    }
    return guesses
  }

  /// Keeps each record of a block with the wanted probability.
  private func sample(_ block: RecordBlock, _ random: inout SplitMix64) {
    var kept = 0
    for row in 0..<block.count where Double(random.next() >> 11) * 0x1p-53 < options.samplingRatio {
      for slot in 0..<block.slotCount {
        let offset = slot * RecordBlock.capacity
        block.starts[offset + kept] = block.starts[offset + row]
        block.lengths[offset + kept] = block.lengths[offset + row]
      }
      kept += 1
    }
    block.count = kept
  }
}

/// A small generator of pseudo-random numbers whose seed decides everything.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value &>> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value &>> 31)
  }
}
