/** This area's codes live in core, where the channels' checks use them too. */
export { refuseMessage as refuse } from "../../../core/message/problems"
