/// The best split between the cells of a feature for two classes without weights by the Gini impurity: four splits at a time.
struct TwoClassGini {
  /// The fewest rows of a side.
  private let minRows: Double
  private let minInfoGain: Double

  /// Nil for other problems.
  init?(_ finder: SplitFinder) {
    guard finder.builder.isCounts, finder.parameters.classCount == 2, finder.parameters.impurity == .gini else { return nil }
    minRows = max(Double(finder.parameters.minInstancesPerNode), finder.minWeight)
    minInfoGain = finder.parameters.minInfoGain
  }

  /// The first split of the largest gain, if it gains more than `least`.
  func best(
    _ cells: UnsafePointer<Double>, _ count: Int, _ impurity: Double, above least: Double
  ) -> (gain: Double, position: Int)? {
    let padded = (count + 3) & ~3
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 3 * padded) { scratch in
      guard let first = scratch.baseAddress else { return nil }
      let second = first + padded
      let gains = second + padded
      // How much of each class goes left with each split; behind the last cell all of it, which is no split.
      var (sum0, sum1) = (0.0, 0.0)
      for index in 0..<count {
        sum0 += cells[2 &* index]
        sum1 += cells[2 &* index &+ 1]
        first[index] = sum0
        second[index] = sum1
      }
      for index in count..<padded {
        first[index] = sum0
        second[index] = sum1
      }
      let (all0, all1) = (SIMD4(repeating: sum0), SIMD4(repeating: sum1))
      let total = all0 + all1
      let least4 = SIMD4(repeating: minRows)
      for index in stride(from: 0, to: padded, by: 4) {
        let left0 = UnsafeRawPointer(first + index).loadUnaligned(as: SIMD4<Double>.self)
        let left1 = UnsafeRawPointer(second + index).loadUnaligned(as: SIMD4<Double>.self)
        let (right0, right1) = (all0 - left0, all1 - left1)
        let (left, right) = (left0 + left1, right0 + right1)
        // The same operations in the same order as for one split, so that equal gains stay equal.
        let (share0, share1) = (left0 / left, left1 / left)
        let (rest0, rest1) = (right0 / right, right1 / right)
        let leftImpurity = (SIMD4(repeating: 1) - share0 * share0) - share1 * share1
        let rightImpurity = (SIMD4(repeating: 1) - rest0 * rest0) - rest1 * rest1
        let gain = SIMD4(repeating: impurity) - left / total * leftImpurity - right / total * rightImpurity
        let isAllowed = (left .>= least4) .& (right .>= least4)
        let allowed = SIMD4(repeating: -Double.infinity).replacing(with: gain, where: isAllowed)
        UnsafeMutableRawPointer(gains + index).storeBytes(of: allowed, as: SIMD4<Double>.self)
      }
      var best = least
      var position = -1
      for index in 0..<(count - 1) where gains[index] > best && gains[index] >= minInfoGain {
        best = gains[index]
        position = index
      }
      return position < 0 ? nil : (best, position)
    }
  }
}
