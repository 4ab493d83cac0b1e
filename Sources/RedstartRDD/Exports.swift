// What programs with RDDs need of the modules below.
@_exported import struct RedstartDiagnostics.SparkError
@_exported import struct RedstartExecution.StorageLevel
@_exported import class RedstartExecution.TaskContext
