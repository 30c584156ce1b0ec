// Vega with the interpreter of its expressions, so that nothing has to be evaluated.
export { parse, View, Warn, None } from "vega";
export { expressionInterpreter } from "vega-interpreter";
