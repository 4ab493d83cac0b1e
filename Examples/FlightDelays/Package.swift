// swift-tools-version:6.2
import PackageDescription

// A project of your own starts with a copy of this folder: then give the address of Redstart's repository instead of the path.
let package = Package(
  name: "FlightDelays",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "redstart", path: "../..")],
  targets: [
    .executableTarget(name: "FlightDelays", dependencies: [.product(name: "Redstart", package: "redstart")])
  ])
