#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Functions of the C library, under names that do not hide behind the registered types.
enum CLibrary {
  static func sine(_ x: Double) -> Double { sin(x) }
  static func cosine(_ x: Double) -> Double { cos(x) }
  static func tangent(_ x: Double) -> Double { tan(x) }
  static func arcSine(_ x: Double) -> Double { asin(x) }
  static func arcCosine(_ x: Double) -> Double { acos(x) }
  static func arcTangent(_ x: Double) -> Double { atan(x) }
  static func arcTangent(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
  static func hyperbolicSine(_ x: Double) -> Double { sinh(x) }
  static func hyperbolicCosine(_ x: Double) -> Double { cosh(x) }
  static func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
  static func inverseHyperbolicSine(_ x: Double) -> Double { asinh(x) }
  /// The C library's result may be off by one in the last place: of it and its neighbours the one whose cube is nearest.
  static func cubeRoot(_ x: Double) -> Double {
    let root = cbrt(x)
    guard root.isFinite, root.magnitude > 1e-100, root.magnitude < 1e100 else { return root }
    func error(_ candidate: Double) -> Double {
      let square = candidate * candidate
      let squareError = (-square).addingProduct(candidate, candidate)
      // With the sign turned round: x minus the cube in nearly twice the digits.
      return (x.addingProduct(-square, candidate)).addingProduct(squareError, -candidate).magnitude
    }
    let others = [root.nextDown, root.nextUp]
    return others.reduce(root) { error($1) < error($0) ? $1 : $0 }
  }
  static func exponentialMinus1(_ x: Double) -> Double { expm1(x) }
  static func logarithmPlus1(_ x: Double) -> Double { log1p(x) }
  static func hypotenuse(_ x: Double, _ y: Double) -> Double { hypot(x, y) }

  /// As Java: one to the power of infinity or NaN is NaN.
  static func power(_ x: Double, _ y: Double) -> Double {
    if y.isNaN || (x.magnitude == 1 && y.isInfinite) { return .nan }
    return pow(x, y)
  }
}
