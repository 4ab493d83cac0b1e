import RedstartColumnar
import RedstartKernels
import RedstartLogicalPlan

/// A random part of the rows.
///
/// Without replacement a row is kept when a uniform number of Spark's generator, seeded with the seed plus the partition's
/// number, falls between the bounds; with replacement it is repeated a Poisson-distributed number of times.
public struct SampleExec: PhysicalPlan {
  public let id = PlanID.fresh()
  public let sample: Sample
  public let child: any PhysicalPlan

  public init(_ sample: Sample, _ child: any PhysicalPlan) {
    self.sample = sample
    self.child = child
  }

  public var output: [Attribute] { child.output }
  public var children: [any PhysicalPlan] { [child] }
  public var nodeName: String { "Sample" }
  public var arguments: String { "\(sample.lower), \(sample.upper), \(sample.withReplacement), \(sample.seed)" }
  public func partitionCount(_ job: JobContext) throws -> Int { try child.partitionCount(job) }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    let input = try child.execute(partition, task)
    var random = XORShiftRandom(seed: sample.seed &+ Int64(partition))
    let sample = self.sample
    let mean = sample.upper - sample.lower
    return ClosureIterator {
      guard let batch = try input.next() else { return nil }
      var rows: [Int32] = []
      for row in 0..<batch.count {
        if sample.withReplacement {
          for _ in 0..<random.nextPoisson(mean) { rows.append(Int32(row)) }
        } else {
          let value = random.nextDouble()
          if value >= sample.lower && value < sample.upper { rows.append(Int32(row)) }
        }
      }
      return rows.count == batch.count && !sample.withReplacement ? batch : batch.gather(Selection(rows))
    }
  }
}
